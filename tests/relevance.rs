//! The judgement set: queries as people type them, with the records that answer them. One half may be used for tuning; the other
//! half only reports.

use serde::Deserialize;
use vereda::report::{Language, Report};
use vereda::search::{Filters, Index, Mode, Query};

#[derive(Deserialize)]
struct Set {
    query: Vec<Judged>,
}

#[derive(Deserialize)]
struct Judged {
    text: String,
    kind: String,
    expect: Vec<String>,
}

/// Mean reciprocal rank, and the part of the queries that are answered in the first three hits.
fn measure(language: Language, name: &str, text: &str) -> (f64, f64) {
    let report = Report::bundled();
    let edition = report.edition(language);
    let index = Index::new(&report, edition);
    let set: Set = toml::from_str(text).expect("a judgement set");
    assert!(set.query.len() >= 150, "{}", set.query.len());
    let (mut reciprocal, mut success) = (0.0, 0.0);
    for judged in &set.query {
        for id in &judged.expect {
            let address = id.parse().unwrap_or_else(|_| panic!("{id}"));
            assert!(report.record(edition, &address).is_some(), "{:?} expects {id}, which is none", judged.text);
        }
        let query = Query::new(&report, &index, &judged.text, Mode::Understood, Filters::default());
        let hits = index.search(&query);
        let ids: Vec<String> = hits.iter().take(10).map(|hit| index.record(&report, edition, hit.doc).expect("a record").id).collect();
        let rank = ids.iter().position(|id| judged.expect.iter().any(|expected| expected == id));
        if let Some(rank) = rank {
            #[allow(clippy::cast_precision_loss, reason = "a rank below ten")]
            let rank = rank as f64;
            reciprocal += 1.0 / (rank + 1.0);
            success += f64::from(u8::from(rank < 3.0));
        }
        if rank.is_none_or(|rank| rank >= 3) {
            println!("{name} [{}] {:?}: {ids:?} instead of {:?}", judged.kind, judged.text, judged.expect);
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a few hundred queries")]
    let count = set.query.len() as f64;
    println!("{name}: {count} queries, mean reciprocal rank {:.3}, in the first three {:.3}", reciprocal / count, success / count);
    (reciprocal / count, success / count)
}

#[test]
fn the_half_for_tuning() {
    let (reciprocal, success) = measure(Language::En, "en-tune", include_str!("relevance/en-tune.toml"));
    assert!(success >= 0.99 && reciprocal >= 0.97, "{success:.3} {reciprocal:.3}");
}

#[test]
fn the_half_that_reports() {
    let (reciprocal, success) = measure(Language::En, "en-report", include_str!("relevance/en-report.toml"));
    assert!(success >= 0.98 && reciprocal >= 0.96, "{success:.3} {reciprocal:.3}");
}

#[test]
fn spanish() {
    let (reciprocal, success) = measure(Language::Es, "es-tune", include_str!("relevance/es-tune.toml"));
    assert!(success >= 0.99 && reciprocal >= 0.96, "{success:.3} {reciprocal:.3}");
    let (reciprocal, success) = measure(Language::Es, "es-report", include_str!("relevance/es-report.toml"));
    assert!(success >= 0.98 && reciprocal >= 0.95, "{success:.3} {reciprocal:.3}");
}

#[test]
fn portuguese() {
    let (reciprocal, success) = measure(Language::Pt, "pt-tune", include_str!("relevance/pt-tune.toml"));
    assert!(success >= 0.99 && reciprocal >= 0.96, "{success:.3} {reciprocal:.3}");
    let (reciprocal, success) = measure(Language::Pt, "pt-report", include_str!("relevance/pt-report.toml"));
    assert!(success >= 0.98 && reciprocal >= 0.95, "{success:.3} {reciprocal:.3}");
}
