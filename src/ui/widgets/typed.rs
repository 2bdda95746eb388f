//! Fields whose text is read as a value: a count, a date. What cannot be read stays in the field,
//! with the reason under it.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{Id, Key, Ui};
use jiff::civil::Date;

use crate::ui::widgets::{field, pending_text};
use tollbook_core::extract::date::parse_typed;
use tollbook_core::model::{DateRange, Figures};

/// Something typed that could not be read.
#[derive(Clone, Debug)]
struct Wrong {
    text: String,
    /// What the field showed when it was typed.
    shown: String,
    why: String,
}

/// What came of a field in this frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed<T> {
    /// The value, if one was typed.
    pub value: Option<T>,
    /// Why what stands in the field cannot be read, as a sentence to be shown under it.
    pub wrong: Option<String>,
}

/// A text field that shows `shown` and reads what is typed into it with `read`.
pub fn field<T>(
    ui: &mut Ui,
    salt: impl Hash + Debug + Copy,
    label: &str,
    shown: &str,
    edit: field::Edit<'_>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Typed<T> {
    let id = ui.make_persistent_id((salt, "wrong"));
    let field_id = ui.make_persistent_id(salt);
    let key = format!("unread {:016x}", field_id.value());
    let known = ui.data(|data| data.get_temp::<Wrong>(id));
    let is_new = known.is_none();
    let mut wrong = known.filter(|wrong| wrong.shown == shown);
    if is_new && let Some(text) = pending_text::text_of(ui.ctx(), &key) {
        // What could not be read when the program ended stands in the field again.
        wrong = read(&text).err().map(|why| Wrong { text, shown: shown.to_owned(), why });
    }
    if wrong.is_some() && had_focus(ui, field_id) && ui.input(|input| input.key_pressed(Key::Escape)) {
        wrong = None;
    }
    let text = wrong.as_ref().map_or(shown, |wrong| wrong.text.as_str());
    let typed = field::text(ui, salt, label, text, edit);
    let value = typed.and_then(|text| match read(&text) {
        Ok(value) => {
            wrong = None;
            Some(value)
        }
        Err(why) => {
            wrong = Some(Wrong { text, shown: shown.to_owned(), why });
            None
        }
    });
    let why = wrong.as_ref().map(|wrong| wrong.why.clone());
    field::note_unread(ui, field_id, wrong.is_some());
    match wrong {
        Some(wrong) => {
            pending_text::set_text(ui.ctx(), &key, &wrong.text);
            ui.data_mut(|data| data.insert_temp(id, wrong));
        }
        None => {
            pending_text::set_text(ui.ctx(), &key, "");
            ui.data_mut(|data| data.remove::<Wrong>(id));
        }
    }
    Typed { value, wrong: why }
}

fn had_focus(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.had_focus_last_frame(id) || memory.has_focus(id))
}

/// Figures as they stand in a field, as everywhere else; blank for unknown.
pub fn show_count(figures: Figures) -> String {
    if figures.is_blank() { String::new() } else { figures.to_string() }
}

/// A date as it stands in a field; blank for none.
pub fn show_date(date: Option<DateRange>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// Reads a date; blank is none.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn read_date(text: &str) -> Result<Option<DateRange>, String> {
    parse_typed(text, None, None)
}

/// Reads a date that may be counted from the day of an article ("Monday", "yesterday", "28 Aug"); blank is
/// none.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn read_date_beside(published: Option<DateRange>, text: &str) -> Result<Option<DateRange>, String> {
    parse_typed(text, published.as_ref(), None)
}

/// Reads one day; blank is none.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn read_day(text: &str) -> Result<Option<Date>, String> {
    match parse_typed(text, None, None)? {
        Some(date) if date.first() != date.last() => {
            Err(format!("“{}” is more than one day; write one such as 2023-08-28.", text.trim()))
        }
        date => Ok(date.map(|date| date.first())),
    }
}

/// A count with signs for words, where there is little room: "≥ 2" for "at least 2".
pub fn with_signs(count: &str) -> String {
    [("at least ", "≥ "), ("at most ", "≤ "), ("about ", "≈ ")]
        .iter()
        .fold(count.to_owned(), |count, (words, sign)| count.replace(words, sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::extract::parse_count;

    #[test]
    fn a_count_is_read_back_as_it_is_shown() {
        let n = [None, Some(5), Some(6), Some(8)];
        for low in n {
            for best in n {
                for high in n {
                    let figures = Figures { low, best, high };
                    // What a disputed claim alone gives, nobody types.
                    let typed = low.is_none() || low != high || best.is_some();
                    if figures.problem().is_none() && typed {
                        let shown = show_count(figures);
                        let read = parse_count(&shown).unwrap_or_else(|why| panic!("{figures:?}: {why}"));
                        assert_eq!(read, figures, "{shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn one_person_of_whom_nobody_is_sure_is_written_as_low_0_and_best_1() {
        let figures = Figures { low: Some(0), best: Some(1), high: Some(1) };
        for text in ["1 (0–1)", "1 (0-1)"] {
            assert_eq!(parse_count(text), Ok(figures));
        }
        let open = Figures { high: None, ..figures };
        assert_eq!(parse_count("1 (0–?)"), Ok(open));
    }

    #[test]
    fn what_cannot_be_read_is_said_in_a_sentence() {
        for text in ["whatever", "8 (9–3)", "-4"] {
            let why = parse_count(text).unwrap_err();
            assert!(why.ends_with('.'), "{why}");
        }
        assert!(read_day("2023-08").unwrap_err().contains("more than one day"));
        assert_eq!(read_day(" "), Ok(None));
    }
}
