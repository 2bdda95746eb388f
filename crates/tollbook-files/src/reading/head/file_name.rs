//! Dates in the names of files and of the folders around them.

use jiff::civil::Date;

use tollbook_core::extract::date::find_dates;
use tollbook_core::model::{DateRange, PublishedBasis};

use super::super::Published;

/// The date in a relative path: `2023-08-28_title.txt`, `title 20230828.md`, `28-08-2023.txt`,
/// `2023/08/28/title.txt`, `2019-11_title.txt` (a month). The file's own name goes first, then the
/// folders, nearest first. Numbers inside other words (`000_acbd20190101`) are none.
pub(super) fn published(path: &str) -> Option<Published> {
    let parts: Vec<&str> = path.split('/').collect();
    let own = parts.iter().rev().find_map(|part| date_in(part));
    own.or_else(|| folders(&parts)).map(from_name)
}

/// The date in the address of a page: `https://…/2019/11/27/title`, `…/2019/nov/27/title`.
pub(super) fn published_in_address(address: &str) -> Option<Published> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let named = || {
        parts.windows(3).find_map(|w| {
            plausible_year(w[0])?;
            let date = format!("{} {} {}", w[2], w[1], w[0]);
            let range = find_dates(&date, Some("en")).first()?.meaning.stated()?;
            Some((range, w.join("/")))
        })
    };
    let day = |(range, _): &(DateRange, String)| range.precision() == tollbook_core::model::Precision::Day;
    folders(&parts)
        .or_else(named)
        .or_else(|| parts.iter().rev().find_map(|part| date_in(part)).filter(day))
        .map(from_name)
}

fn from_name((range, words): (DateRange, String)) -> Published {
    Published { range, basis: PublishedBasis::FileName, words, at: None }
}

/// The only year that the file's name speaks of, for dates in the text that leave it out.
pub(super) fn year(path: &str) -> Option<i16> {
    if let Some(published) = published(path) {
        return Some(published.range.first().year());
    }
    let name = path.rsplit('/').next()?;
    let mut years = numbers(name).filter_map(|(_, digits)| plausible_year(digits));
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

fn plausible_year(digits: &str) -> Option<i16> {
    (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(|year| (1900..=2100).contains(year))
}

/// Runs of digits that stand by themselves, with where they begin.
fn numbers(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .filter(|word| word.bytes().all(|b| b.is_ascii_digit()))
        .map(move |word| (word.as_ptr().addr() - name.as_ptr().addr(), word))
}

fn date_in(name: &str) -> Option<(DateRange, String)> {
    let numbers: Vec<(usize, &str)> = numbers(name).collect();
    let words = |first: usize, last: usize| {
        let (from, (start, digits)) = (numbers[first].0, numbers[last]);
        name[from..start + digits.len()].to_owned()
    };
    let adjoin =
        |i: usize| i + 1 < numbers.len() && numbers[i].0 + numbers[i].1.len() + 1 == numbers[i + 1].0;
    for (i, (_, digits)) in numbers.iter().enumerate() {
        if digits.len() == 8
            && let Some(day) = day(&digits[..4], &digits[4..6], &digits[6..])
        {
            return Some((DateRange::day(day), words(i, i)));
        }
        if !adjoin(i) {
            continue;
        }
        if adjoin(i + 1) {
            let [a, b, c] = [numbers[i].1, numbers[i + 1].1, numbers[i + 2].1];
            // The day first unless that is impossible, as in texts.
            if let Some(day) = day(a, b, c).or_else(|| day(c, b, a)).or_else(|| day(c, a, b)) {
                return Some((DateRange::day(day), words(i, i + 2)));
            }
        }
        if let Some(month) =
            (numbers[i + 1].1.len() == 2).then(|| day(digits, numbers[i + 1].1, "01")).flatten()
        {
            return Some((DateRange::month(month), words(i, i + 1)));
        }
    }
    None
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let short = |digits: &str| matches!(digits.len(), 1 | 2);
    let year = plausible_year(year).filter(|_| short(month) && short(day))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `2023/08/28/title.txt`: folders for year, month and day.
fn folders(parts: &[&str]) -> Option<(DateRange, String)> {
    parts.windows(3).find_map(|w| Some((DateRange::day(day(w[0], w[1], w[2])?), w.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_paths() {
        for (path, expected) in [
            ("2023-08-28_title.txt", Some(("2023-08-28", "2023-08-28"))),
            ("title 2023_08_28.md", Some(("2023-08-28", "2023_08_28"))),
            ("20230828-title.txt", Some(("2023-08-28", "20230828"))),
            ("28-08-2023.txt", Some(("2023-08-28", "28-08-2023"))),
            ("08-28-2023 x.txt", Some(("2023-08-28", "08-28-2023"))),
            ("2019-11_title.txt", Some(("2019-11", "2019-11"))),
            ("2019-11-27/article.txt", Some(("2019-11-27", "2019-11-27"))),
            ("news/2019/11/27/article.txt", Some(("2019-11-27", "2019/11/27"))),
            ("000_acbd41bcd39a737c.txt", None),
            ("001_20190101aa.txt", None),
            ("2019_title.txt", None),
            ("2019-31-31.txt", None),
            ("12.txt", None),
            ("٢٠١٩-٠١-٠١.txt", None),
        ] {
            let found = published(path).map(|p| (p.range.to_string(), p.words));
            assert_eq!(found.as_ref().map(|(d, w)| (d.as_str(), w.as_str())), expected, "{path}");
        }
        for (address, expected) in [
            ("https://paper.example/2019/11/27/title", Some("2019-11-27")),
            ("https://paper.example/world/2019/nov/27/title", Some("2019-11-27")),
            ("https://paper.example/title-20191127.html?d=2020-01-01", Some("2019-11-27")),
            ("https://paper.example/2019-11/title", None),
            ("https://paper.example/article/12345678", None),
        ] {
            let found = published_in_address(address).map(|p| p.range.to_string());
            assert_eq!(found.as_deref(), expected, "{address}");
        }
        assert_eq!(year("2019_title.txt"), Some(2019));
        assert_eq!(year("2019_to_2020.txt"), None);
        assert_eq!(year("title.txt"), None);
    }
}
