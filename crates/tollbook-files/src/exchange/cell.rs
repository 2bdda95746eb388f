//! Cells as text: lists in one cell, the guard against formulas, and a row in the making.

use std::fmt::{Display, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use tollbook_core::model::DateRange;

/// A list as one cell: `;` between the items; before a `;` or `\` of an item, and before white
/// space at its ends, stands a `\`. Blank items are left out.
pub fn join_list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let mut cell = String::new();
    push_list(&mut cell, items);
    cell
}

fn push_list<'a>(cell: &mut String, items: impl IntoIterator<Item = &'a str>) {
    let mut first = true;
    for item in items {
        if item.is_empty() {
            continue;
        }
        if !std::mem::take(&mut first) {
            cell.push(';');
        }
        let inner = item.len() - item.trim_start().len()..item.trim_end().len();
        for (at, c) in item.char_indices() {
            if matches!(c, ';' | '\\') || !inner.contains(&at) {
                cell.push('\\');
            }
            cell.push(c);
        }
    }
}

/// The items of a cell that holds a list; the inverse of [`join_list`]. White space around an
/// item is not part of it, so that `Serval; Barkhane` reads as people write it.
pub fn split_list(cell: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    // How much of the item stays, whatever white space follows.
    let mut kept = 0;
    let mut chars = cell.chars();
    loop {
        match chars.next() {
            Some('\\') => {
                item.push(chars.next().unwrap_or('\\'));
                kept = item.len();
            }
            Some(c) if c != ';' => {
                if !c.is_whitespace() {
                    item.push(c);
                    kept = item.len();
                } else if !item.is_empty() {
                    item.push(c);
                }
            }
            end => {
                item.truncate(kept);
                if !item.is_empty() {
                    items.push(std::mem::take(&mut item));
                }
                kept = 0;
                if end.is_none() {
                    return items;
                }
            }
        }
    }
}

/// Whether a spreadsheet would take the cell for a formula, or could not tell it from one that
/// has been guarded: any number of `'` and then `=`, `+`, `-`, `@`, a tab or a carriage return.
fn looks_like_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// What stands before the cell where formulas are guarded against: `'`, or nothing. A cell that
/// itself begins with `'=` gets one more, so that taking one away always gives back what was.
pub fn guard(cell: &str) -> &'static str {
    if looks_like_formula(cell) { "'" } else { "" }
}

/// The cell without its guard.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest) => rest,
        _ => cell,
    }
}

/// A row in the making: its cells one after the other in one buffer, which is kept from row to row.
#[derive(Debug, Default)]
pub struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Begins the next row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the row has none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cells, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }

    /// One of the cells; blank if the row is shorter.
    pub fn get(&self, n: usize) -> &str {
        let start = n.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        start.zip(self.ends.get(n)).map_or("", |(start, &end)| &self.text[start..end])
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Adds a blank.
    pub fn blank(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Adds whatever is displayed; blank for `None`.
    pub fn shown(&mut self, value: Option<impl Display>) {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = write!(self.text, "{value}");
        }
        self.ends.push(self.text.len());
    }

    /// Adds an id; blank for `None`.
    pub fn id(&mut self, id: Option<uuid::Uuid>) {
        if let Some(id) = id {
            self.text.push_str(id.as_hyphenated().encode_lower(&mut [0; uuid::fmt::Hyphenated::LENGTH]));
        }
        self.ends.push(self.text.len());
    }

    /// Adds first day, last day and precision.
    pub fn range(&mut self, range: Option<DateRange>) {
        self.day(range.map(|range| range.first()));
        self.day(range.map(|range| range.last()));
        self.text(range.map_or("", |range| range.precision().as_str()));
    }

    /// Yes, or blank for no.
    pub fn yes(&mut self, yes: bool) {
        self.flag(yes, false);
    }

    /// Yes or no; no is blank unless `show_no`.
    pub fn flag(&mut self, flag: bool, show_no: bool) {
        if flag || show_no {
            self.truth(flag);
        } else {
            self.blank();
        }
    }

    /// Adds a day; blank for `None`.
    pub fn day(&mut self, day: Option<Date>) {
        match day {
            Some(day) if day.year() >= 0 => {
                self.push_day(day);
                self.ends.push(self.text.len());
            }
            other => self.shown(other),
        }
    }

    fn push_day(&mut self, day: Date) {
        let year = day.year().unsigned_abs();
        self.text.push_str(two(year / 100));
        self.text.push_str(two(year));
        self.text.push('-');
        self.text.push_str(two(day.month().unsigned_abs().into()));
        self.text.push('-');
        self.text.push_str(two(day.day().unsigned_abs().into()));
    }

    /// The last `width` digits of a number, at most ten, with zeros in front.
    fn digits(&mut self, n: u32, width: usize) {
        let mut digits = [b'0'; 10];
        let mut rest = n;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let from = digits.len().saturating_sub(width);
        self.text.push_str(std::str::from_utf8(&digits[from..]).unwrap_or_default());
    }

    /// Adds a moment, as [`Timestamp`] displays it.
    pub fn moment(&mut self, moment: Timestamp) {
        let moment = Offset::UTC.to_datetime(moment);
        if moment.year() < 0 {
            return self.shown(Offset::UTC.to_timestamp(moment).ok());
        }
        self.push_day(moment.date());
        let clock = [('T', moment.hour()), (':', moment.minute()), (':', moment.second())];
        for (mark, n) in clock {
            self.text.push(mark);
            self.text.push_str(two(n.unsigned_abs().into()));
        }
        let nanoseconds = moment.subsec_nanosecond().unsigned_abs();
        if nanoseconds > 0 {
            self.text.push('.');
            self.digits(nanoseconds, 9);
            self.text.truncate(self.text.trim_end_matches('0').len());
        }
        self.text.push('Z');
        self.ends.push(self.text.len());
    }

    /// Adds a whole number; blank for `None`.
    pub fn count(&mut self, n: Option<u64>) {
        if let Some(n) = n {
            let mut width = 1;
            let mut rest = n / 10;
            while rest > 0 {
                width += 1;
                rest /= 10;
            }
            match u32::try_from(n) {
                Ok(n) if width <= 9 => self.digits(n, width),
                _ => return self.shown(Some(n)),
            }
        }
        self.ends.push(self.text.len());
    }

    /// Adds `yes` or `no`.
    pub fn truth(&mut self, truth: bool) {
        self.text(if truth { "yes" } else { "no" });
    }

    /// Adds a list.
    pub fn list<'a>(&mut self, items: impl IntoIterator<Item = &'a str>) {
        push_list(&mut self.text, items);
        self.ends.push(self.text.len());
    }
}

/// The numbers from 00 to 99.
const PAIRS: &str = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748\
                     4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798\
                     99";

/// The last two digits of a number.
fn two(n: u16) -> &'static str {
    let at = usize::from(n % 100) * 2;
    PAIRS.get(at..at + 2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_people_write_them() {
        assert_eq!(split_list("Serval; Barkhane ;"), ["Serval", "Barkhane"]);
        assert_eq!(split_list(""), Vec::<String>::new());
        assert_eq!(split_list(r"a\;b;c\\;\ d"), ["a;b", r"c\", " d"]);
        assert_eq!(split_list("two words"), ["two words"]);
    }

    #[test]
    fn a_guard_is_one_mark_however_many_there_are() {
        assert_eq!((guard("=1+1"), guard("'=1"), guard("'tis"), guard("a=b")), ("'", "'", "", ""));
        assert_eq!((unguard("'=1+1"), unguard("''=1"), unguard("'tis")), ("=1+1", "'=1", "'tis"));
    }

    #[test]
    fn days_are_written_as_iso_has_them() {
        let mut cells = Cells::default();
        for day in [jiff::civil::date(2019, 11, 5), jiff::civil::date(33, 4, 3)] {
            cells.day(Some(day));
        }
        cells.day(None);
        cells.count(Some(7));
        cells.count(Some(120));
        cells.moment("2019-11-25T18:00:00.120Z".parse().unwrap());
        assert_eq!(
            cells.iter().collect::<Vec<_>>(),
            ["2019-11-05", "0033-04-03", "", "7", "120", "2019-11-25T18:00:00.12Z"]
        );
        assert_eq!((cells.get(0), cells.get(4), cells.get(6)), ("2019-11-05", "120", ""));
    }

    proptest::proptest! {
        #[test]
        fn numbers_and_moments_are_written_as_they_are_displayed(n: u64, at in -9_000_000_000_000_000_000i64..9_000_000_000_000_000_000) {
            let mut cells = Cells::default();
            let moment = Timestamp::from_nanosecond(i128::from(at)).unwrap();
            cells.moment(moment);
            cells.count(Some(n));
            cells.count(Some(n % 100_000));
            let expected = [moment.to_string(), n.to_string(), (n % 100_000).to_string()];
            assert_eq!(cells.iter().collect::<Vec<_>>(), expected);
        }

        #[test]
        fn lists_survive_the_way_through_a_cell(items in proptest::collection::vec("[ ;\\\\a\n\té=]{1,6}", 0..5)) {
            assert_eq!(split_list(&join_list(items.iter().map(String::as_str))), items);
        }

        #[test]
        fn cells_survive_the_guard(cell in "['=+@\t\r a-]{0,6}") {
            assert_eq!(unguard(&format!("{}{cell}", guard(&cell))), cell);
        }
    }
}
