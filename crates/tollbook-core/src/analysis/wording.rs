//! How figures and periods are written for people.

use crate::analysis::timeline::{Grain, Period, Sum};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number with its thousands set apart: `100,000`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 incident`, `2 incidents`.
pub fn counted(n: usize, thing: &str) -> String {
    let number = grouped(n as u64);
    if n == 1 { format!("{number} {thing}") } else { format!("{number} {thing}s") }
}

/// `November 2019`, `Q4 2019` or `2019`.
pub fn period(period: Period) -> String {
    let start = period.start();
    let (year, month) = (start.year(), usize::from(start.month().unsigned_abs()) - 1);
    match period.grain {
        Grain::Month => format!("{} {year}", MONTHS[month]),
        Grain::Quarter => format!("Q{} {year}", month / 3 + 1),
        Grain::Year => year.to_string(),
    }
}

/// A period within its year, shortly: `Nov`, `Q4`; a year is written out.
pub fn short(period: Period) -> String {
    let start = period.start();
    let month = usize::from(start.month().unsigned_abs()) - 1;
    match period.grain {
        Grain::Month => MONTHS[month][..3].to_owned(),
        Grain::Quarter => format!("Q{}", month / 3 + 1),
        Grain::Year => start.year().to_string(),
    }
}

/// What a bar says: `13`, `at least 5`, or `at most 30` where nothing else is known.
pub fn sum(sum: &Sum) -> String {
    match (sum.low, sum.best, sum.high) {
        (None, None, Some(high)) => format!("at most {}", grouped(high)),
        _ if sum.without_best > 0 => format!("at least {}", grouped(sum.height())),
        _ => grouped(sum.height()),
    }
}

/// One of the three figures; unknown is a dash and never 0.
pub fn figure(figure: Option<u64>) -> String {
    figure.map_or_else(|| "–".to_owned(), grouped)
}

/// The difference that a what-if makes: `+2`, `−2` or `0`.
pub fn signed(tried: u64, without_what_if: u64) -> String {
    match tried.cmp(&without_what_if) {
        std::cmp::Ordering::Less => format!("−{}", grouped(without_what_if - tried)),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", grouped(tried - without_what_if)),
    }
}

/// A text with its first letter large.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (n, text) in [(0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(n), text);
        }
    }

    #[test]
    fn periods_are_named_as_people_name_them() {
        let day = jiff::civil::date(2019, 11, 25);
        let named = |grain: Grain| (period(grain.period(day)), short(grain.period(day)));
        assert_eq!(named(Grain::Month), ("November 2019".to_owned(), "Nov".to_owned()));
        assert_eq!(named(Grain::Quarter), ("Q4 2019".to_owned(), "Q4".to_owned()));
        assert_eq!(named(Grain::Year), ("2019".to_owned(), "2019".to_owned()));
    }

    #[test]
    fn a_bar_says_at_least_where_a_best_figure_is_missing() {
        let check = |low, best, high, hatched, without_best, text: &str| {
            let bar = Sum { low, best, high, hatched, without_best, incidents: Vec::new() };
            assert_eq!(sum(&bar), text);
        };
        check(Some(13), Some(13), Some(13), 0, 0, "13");
        check(Some(5), Some(3), None, 2, 1, "at least 5");
        check(Some(2), None, None, 2, 1, "at least 2");
        check(None, None, Some(30), 0, 1, "at most 30");
    }
}
