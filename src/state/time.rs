//! When something was done.

use crate::text::fold::fold;

/// How days are written.
const DAY: &str = "%Y-%m-%d";
/// A time from a file that is later than this is none: the next change must be later still.
const LATEST: u64 = 1 << 62;
/// What stands for such a time. So far below that no one changes anything so often.
const INSTEAD: u64 = 1 << 61;

/// What a person types as a day, as it is kept: as in [`written_date`], or with the day first, as in `24/11/2026`.
pub fn date<'a>(typed: &str, words_for_today: impl Iterator<Item = &'a str>) -> Option<String> {
    day_first(typed.trim()).map(|day| day.format(DAY).to_string()).or_else(|| written_date(typed, words_for_today))
}

/// A day as it is kept: a real one in the form `2026-11-24`. One of the words for today (`today`, `hoy`) is today, and nothing is no day. `None`
/// where there is no such day; of a file one cannot know whether the day or the month comes first.
pub fn written_date<'a>(typed: &str, mut words_for_today: impl Iterator<Item = &'a str>) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(String::new());
    }
    if words_for_today.any(|word| fold(word) == fold(typed)) {
        return Some(today());
    }
    let day = chrono::NaiveDate::parse_from_str(typed, DAY).ok()?.format(DAY).to_string();
    // The parser takes days without zeros and years of any length.
    (day == typed && day.len() == 10).then_some(day)
}

/// Day, month and year as people write them in the report's countries: `24/11/2026`, `1.3.2026`.
fn day_first(typed: &str) -> Option<chrono::NaiveDate> {
    let parts: Vec<&str> = typed.split(['/', '.', '-']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let is_number =
        |part: &str, digits: std::ops::RangeInclusive<usize>| digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(day, 1..=2) || !is_number(month, 1..=2) || !is_number(year, 4..=4) {
        return None;
    }
    chrono::NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Today where the person is, as 2026-11-24.
pub fn today() -> String {
    chrono::Local::now().format(DAY).to_string()
}

/// Now, in seconds since 1970; 0 on a clock set before.
pub fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// When a change is said to be made: now, but later than the last one, `before`, also where a clock was set back.
pub fn after(before: u64) -> u64 {
    now().max(bounded(before) + 1)
}

/// The same where the changes of one second need no order: now, and later than the last one only where a clock was set back.
pub fn later(before: u64) -> u64 {
    if bounded(before) > now() { after(before) } else { now() }
}

/// A time from a file, kept within what can be.
pub fn bounded(time: u64) -> u64 {
    if time > LATEST { INSTEAD } else { time }
}

/// The day of a time, where the person is; nothing for no time.
pub fn day_of(time: u64) -> String {
    let time = i64::try_from(time).ok().filter(|time| *time > 0).and_then(|time| chrono::DateTime::from_timestamp(time, 0));
    time.map(|time| time.with_timezone(&chrono::Local).format(DAY).to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_later_than_the_one_before() {
        for before in [0, 5, now() + 1000, INSTEAD, i64::MAX as u64, u64::MAX] {
            let (first, second) = (after(before), after(after(before)));
            assert!(first > bounded(before) && second > first);
            // Also after they were written and read.
            assert_eq!((bounded(first), bounded(second)), (first, second));
        }
        assert!(toml::to_string(&std::collections::BTreeMap::from([("t", after(u64::MAX))])).is_ok());
    }

    #[test]
    fn only_real_days_are_days() {
        for (typed, day) in [
            ("2026-11-24", "2026-11-24"),
            ("31/12/2026", "2026-12-31"),
            ("1.3.2026", "2026-03-01"),
            ("24-11-2026", "2026-11-24"),
            (" 2024-02-29 ", "2024-02-29"),
            ("", ""),
            (" \t", ""),
        ] {
            assert_eq!(date(typed, ["today", "hoy"].into_iter()).as_deref(), Some(day), "{typed:?}");
        }
        let wrong = [
            "2025-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-1-2",
            "25-01-02",
            "31/02/2025",
            "03/31/2025",
            "31/03/25",
            "31/03",
            "2025-03-31T00:00",
            "+12025-01-01",
            "-2025-01-01",
            "tomorrow",
            "2025-03-31 x",
            "\u{1b}[2J",
            "２０２５-03-31",
        ];
        for typed in wrong {
            assert_eq!(date(typed, ["today", "hoy"].into_iter()), None, "{typed:?}");
        }
        let date = |typed: &str| date(typed, ["today", "hoy"].into_iter());
        assert_eq!((date(&today()), date("today"), date(" Hoy")), (Some(today()), Some(today()), Some(today())));
    }
}
