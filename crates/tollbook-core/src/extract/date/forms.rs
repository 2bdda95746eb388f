//! The forms of dates, such as `{day} [of] {month} {year}`, as a tree that is walked word by word.

use rustc_hash::FxHashMap;

use super::Unit;

/// One word or sign, as the lexicon numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Atom {
    Word(u32),
    Sign(char),
}

/// A list from which a form takes a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// A day of a month in digits.
    Day,
    /// A day of a month in letters.
    DayWord,
    Month,
    Year,
    Weekday,
    /// How many, in digits or letters.
    Number,
    /// Kept apart from numbers in the lists.
    Ordinal,
    Unit,
    /// One word for two of a unit, and for one.
    Dual,
    Single,
    Part,
    /// One to four.
    Quarter,
    DayPart,
    OtherMonth,
}

/// A step of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Element {
    Word(u32),
    Sign(char),
    Slot(Slot),
}

/// Which year a form without one means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FormYear {
    /// The one it states, else the nearest before the article.
    Open,
    /// So many years after the article's.
    FromArticle(i32),
    /// That of the date named last.
    Same,
}

/// What a form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Date(FormYear),
    Month(FormYear),
    MonthLast,
    Quarter,
    Half,
    Year,
    Decade,
    Days,
    Between,
    Night,
    Weekday { last: bool },
    WeekdayNight,
    WeekdayOfWeek(i32),
    WeekdayPrevious,
    Relative(Unit, i32),
    Weekend,
    Overnight,
    Ago,
    Past,
    PastOne(Unit),
    Previous(Unit, i32),
    PreviousBefore,
    PreviousAfter,
    Duration,
    ToCome,
    OtherCalendar,
}

impl Form {
    /// The form that a key of the data stands for.
    pub fn of_key(key: &str) -> Option<Self> {
        let year = |rest: &str| match rest {
            "" => Some(FormYear::Open),
            "year same" => Some(FormYear::Same),
            _ => Some(FormYear::FromArticle(rest.strip_prefix("year ")?.parse().ok()?)),
        };
        let offset = |rest: &str| {
            let (unit, offset) = rest.split_once(' ')?;
            Some((Unit::of_key(unit)?, offset.parse().ok()?))
        };
        let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
        Some(match (first, rest) {
            ("month", "last") => Self::MonthLast,
            ("date", _) => Self::Date(year(rest)?),
            ("month", _) => Self::Month(year(rest)?),
            ("quarter", "") => Self::Quarter,
            ("half", "") => Self::Half,
            ("year", "") => Self::Year,
            ("decade", "") => Self::Decade,
            ("days", "") => Self::Days,
            ("between", "") => Self::Between,
            ("night", "") => Self::Night,
            ("weekday", "") => Self::Weekday { last: false },
            ("weekday", "last") => Self::Weekday { last: true },
            ("weekday", "night") => Self::WeekdayNight,
            ("weekday", "previous") => Self::WeekdayPrevious,
            ("weekday", _) => Self::WeekdayOfWeek(rest.strip_prefix("week -")?.parse().ok()?),
            ("relative", _) => offset(rest).map(|(unit, offset)| Self::Relative(unit, offset))?,
            ("weekend", "") => Self::Weekend,
            ("overnight", "") => Self::Overnight,
            ("ago", "") => Self::Ago,
            ("past", "") => Self::Past,
            ("past", _) => Self::PastOne(Unit::of_key(rest)?),
            ("previous", "before") => Self::PreviousBefore,
            ("previous", "after") => Self::PreviousAfter,
            ("previous", _) => offset(rest).map(|(unit, offset)| Self::Previous(unit, offset))?,
            ("duration", "") => Self::Duration,
            ("to", "come") => Self::ToCome,
            ("other", "calendar") => Self::OtherCalendar,
            _ => return None,
        })
    }
}

/// All forms, sharing their beginnings.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    begins_with_word: FxHashMap<u32, u32>,
}

/// A place in the tree: how forms go on, and what it says to end here.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub next: Vec<(Element, u32)>,
    pub form: Option<Form>,
}

impl Default for Tree {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], begins_with_word: FxHashMap::default() }
    }
}

impl Tree {
    /// Adds a form; the first of two that are alike stays.
    pub fn add(&mut self, elements: &[Element], form: Form) {
        let mut at = 0_usize;
        for element in elements {
            let known = self.nodes[at].next.iter().find(|(known, _)| known == element);
            let next = match known {
                Some((_, next)) => *next,
                None => {
                    let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
                    self.nodes.push(Node::default());
                    match element {
                        Element::Word(word) if at == 0 => {
                            self.begins_with_word.insert(*word, next);
                        }
                        _ => {}
                    }
                    self.nodes[at].next.push((*element, next));
                    next
                }
            };
            at = next as usize;
        }
        if at > 0 {
            self.nodes[at].form.get_or_insert(form);
        }
    }

    pub fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    /// The node after a form's first word.
    pub fn after_word(&self, word: u32) -> Option<u32> {
        self.begins_with_word.get(&word).copied()
    }

    /// The nodes after a form's first slot.
    pub fn first_slots(&self) -> impl Iterator<Item = (Slot, u32)> {
        self.nodes[0].next.iter().filter_map(|(element, next)| match element {
            Element::Slot(slot) => Some((*slot, *next)),
            _ => None,
        })
    }
}

/// A template as sequences of elements, one for each choice. `word` numbers a word.
pub(super) fn expand(template: &str, word: &mut impl FnMut(&str) -> u32) -> Vec<Vec<Element>> {
    let mut forms = vec![Vec::new()];
    // A slot's name may have a space in it.
    let template = template.replace("{day word}", "{dayword}").replace("{other month}", "{othermonth}");
    for piece in template.split_whitespace() {
        let choice = |open, close| piece.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        let choices: Vec<Vec<Element>> = if let Some(inner) = choice('[', ']') {
            let choices = inner.split('|').map(|piece| elements(piece, word));
            std::iter::once(Vec::new()).chain(choices).collect()
        } else if let Some(inner) = choice('(', ')').filter(|inner| inner.contains('|')) {
            inner.split('|').map(|piece| elements(piece, word)).collect()
        } else {
            vec![elements(piece, word)]
        };
        forms = forms
            .iter()
            .flat_map(|form| choices.iter().map(move |choice| [form.as_slice(), choice].concat()))
            .collect();
    }
    forms
}

/// A piece without spaces: a slot, or words and signs.
fn elements(piece: &str, word: &mut impl FnMut(&str) -> u32) -> Vec<Element> {
    if let Some(slot) = piece.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).and_then(slot) {
        return vec![Element::Slot(slot)];
    }
    let mut elements = Vec::new();
    let mut rest = piece;
    while let Some(c) = rest.chars().next() {
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if letters == 0 {
            elements.push(Element::Sign(if c == '—' { '–' } else { c }));
            rest = &rest[c.len_utf8()..];
        } else {
            elements.push(Element::Word(word(&rest[..letters])));
            rest = &rest[letters..];
        }
    }
    elements
}

fn slot(name: &str) -> Option<Slot> {
    Some(match name {
        "day" => Slot::Day,
        "dayword" => Slot::DayWord,
        "month" => Slot::Month,
        "year" => Slot::Year,
        "weekday" => Slot::Weekday,
        "n" | "number" => Slot::Number,
        "unit" => Slot::Unit,
        "part" => Slot::Part,
        "quarter" => Slot::Quarter,
        "othermonth" => Slot::OtherMonth,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{files, lines, split};
    use super::*;

    #[test]
    fn every_line_of_every_language_is_understood() {
        let lists = [
            "month", "weekday", "number", "ordinal", "unit", "dual", "single", "part", "day", "other",
            "solar",
        ];
        let settings = [
            "weak",
            "weak not before",
            "weak capital",
            "bare year",
            "year offset",
            "numeric order",
            "plural ending",
            "prefix",
            "month before",
            "no day after",
            "year before",
            "year before weak",
            "year noun after",
            "weekday link",
        ];
        for (code, file) in files() {
            let all = file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
            assert_eq!(lines(file).count(), all, "{code}: every line is a key and a value");
            for (key, value) in lines(file) {
                let first = key.split(' ').next().unwrap_or_default();
                let form = Form::of_key(key).is_some();
                assert!(form || lists.contains(&first) || settings.contains(&key), "{code}: {key}");
                if form {
                    for template in split(value) {
                        for elements in expand(template, &mut |_| 0) {
                            let braces = elements
                                .iter()
                                .any(|e| matches!(e, Element::Sign('{' | '}' | '[' | ']' | '|')));
                            assert!(!braces && !elements.is_empty(), "{code}: {template}");
                        }
                    }
                }
            }
            // Of other languages only the dates in heads are read, which often lack the weekday.
            if file.lines().next().is_some_and(|line| line.ends_with(": heads only")) {
                continue;
            }
            for month in 1..=12 {
                assert!(lines(file).any(|(key, _)| key == format!("month {month}")), "{code}: month {month}");
            }
            for day in 1..=7 {
                assert!(lines(file).any(|(key, _)| key == format!("weekday {day}")), "{code}: weekday {day}");
            }
        }
    }

    #[test]
    fn choices_are_expanded() {
        let mut words = Vec::new();
        let mut number = |word: &str| {
            words.push(word.to_owned());
            u32::try_from(words.len()).unwrap()
        };
        assert_eq!(expand("{day} [of] (a|b) {month}", &mut number).len(), 4);
        assert_eq!(words, ["of", "a", "b"]);
    }
}
