//! How fast the index is built and a query answered, against scanning the same text with memchr in the same run.
//!
//! `cargo bench --bench search` prints a table. Goals: an index in at most 5 ms, a query in at most 200 µs.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use vereda::report::record::Kind;
use vereda::report::{Language, Report};
use vereda::search::{Filters, Index, Mode, Query};

/// The median of many runs. What a run makes is dropped when its time is taken.
fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            let made = black_box(run());
            let elapsed = start.elapsed();
            drop(made);
            elapsed
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let report = Report::bundled();
    let edition = report.edition(Language::En);
    report.facts();
    let texts: Vec<String> = Kind::ALL
        .into_iter()
        .flat_map(|kind| report.addresses(edition, kind))
        .filter_map(|address| report.record(edition, &address))
        .map(|record| [record.title, record.text].join(" "))
        .collect();
    let text = texts.join("\n");
    let scan = |needle: &str| {
        let finder = memchr::memmem::Finder::new(needle);
        median(501, || finder.find_iter(black_box(text.as_bytes())).count())
    };
    println!("text: {} kB, records: {}", text.len() / 1000, Index::new(&report, edition).len());
    let build = median(51, || Index::new(black_box(&report), edition));
    println!(
        "{:<44} {:>9.1} µs   {:>6.0} x one scan for \"corruption\"",
        "index built",
        micros(build),
        micros(build) / micros(scan("corruption"))
    );
    let index = Index::new(&report, edition);
    let mut worst = Duration::ZERO;
    for typed in [
        "corruption",
        "c",
        "corruptoin",
        "ecuador law",
        "how many victims were identified in ecuador",
        "trata de personas en colombia",
        "\"Darien Gap\" -panama",
        "country:peru kind:law",
        "390 000 migrants",
        "xqzvwkjh unknwonword",
        "women girls migration sexual exploitation forced labour organised crime recommendations states",
    ] {
        let query = median(501, || {
            let query = Query::new(black_box(&report), &index, typed, Mode::Understood, Filters::default());
            index.search(&query)
        });
        worst = worst.max(query);
        let first = typed.split(' ').next().unwrap_or(typed);
        println!("{:<44.44} {:>9.1} µs   {:>6.1} x one scan for its first word", typed, micros(query), micros(query) / micros(scan(first)));
    }
    println!("slowest query: {:.1} µs (goal 200), index: {:.2} ms (goal 5)", micros(worst), micros(build) / 1000.0);
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
