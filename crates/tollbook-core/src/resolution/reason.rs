//! Why a suggestion says what it says, as one sentence in the language of the interface. The words are data:
//! `languages/<code>/reasons.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Resolver;
use crate::extract::{Distance, Reason, Reckoned, Span, Statement};

/// The words of the interface's language by their keys.
static WORDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../languages/en/reasons.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")).collect()
});

/// The words of a key; the key itself where the language has none.
fn words_of(key: &str) -> &str {
    WORDS.get(key).copied().unwrap_or(key)
}

/// The key of a value: its name in small letters.
fn key(what: &str, value: &dyn std::fmt::Debug) -> String {
    format!("{what}{value:?}").to_lowercase()
}

impl Resolver<'_> {
    /// The reasons of a statement as one sentence for the reader.
    pub(super) fn reason(&self, statement: &Statement) -> String {
        let quoted = |span: Span| format!("“{}”", self.words(Some(span)));
        let mut parts: Vec<String> = Vec::new();
        for reason in &statement.reasons {
            let (key, quote, value, distance) = match reason {
                Reason::Trigger(span) => ("trigger".to_owned(), quoted(*span), None, None),
                Reason::Patient(span, slot) => (key("", slot), quoted(*span), None, None),
                Reason::Number(span) => ("number".to_owned(), quoted(*span), None, None),
                Reason::Sum(spans) => {
                    let words: Vec<String> = spans.iter().map(|span| quoted(*span)).collect();
                    ("sum".to_owned(), words.join(&format!(" {} ", words_of("and"))), None, None)
                }
                Reason::Kind(kind, span) => (key("kind ", kind), quoted(*span), None, None),
                Reason::Status(status, span) => (key("", status), quoted(*span), None, None),
                Reason::Side(span) => ("side".to_owned(), quoted(*span), None, None),
                Reason::Date(span, reckoned, distance) => {
                    let range = statement.date.as_ref().and_then(|date| date.range);
                    let value = range.filter(|_| *reckoned != Reckoned::Stated).map(|days| days.to_string());
                    (key("date ", reckoned), quoted(*span), value, Some(*distance))
                }
                Reason::Country(span, distance) => {
                    ("country".to_owned(), quoted(*span), None, Some(*distance))
                }
                Reason::Undecided(field, span) => (key("undecided ", field), quoted(*span), None, None),
            };
            let mut part = words_of(&key).replace("{}", &quote);
            part = match value {
                Some(value) => part.replace("{value}", &value),
                None => part.replace(" {value}", ""),
            };
            if distance == Some(Distance::SentenceBefore) {
                part.push_str(words_of("before"));
            }
            parts.push(part);
        }
        let country = statement.country.as_ref().filter(|country| country.distance == Distance::Dateline);
        parts.extend(country.map(|country| words_of("country dateline").replace("{value}", &country.name)));
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Kind, Slot, StatementField, Status};

    #[test]
    fn every_reason_has_words_in_the_language_of_the_interface() {
        let slots = [
            Slot::Subject,
            Slot::Object,
            Slot::ParticipleObject,
            Slot::Described,
            Slot::NounOf,
            Slot::Possessor,
            Slot::Resultative,
            Slot::Adjective,
            Slot::OutcomeNoun,
            Slot::Inverted,
            Slot::Toll,
            Slot::Strength,
        ];
        let kinds = [Kind::Incident, Kind::Part, Kind::Total, Kind::Background, Kind::Strength];
        let fields = [
            StatementField::Kind,
            StatementField::Count,
            StatementField::Patient,
            StatementField::Side,
            StatementField::Date,
            StatementField::Country,
            StatementField::Place,
        ];
        let keys = slots.iter().map(|slot| key("", slot));
        let keys = keys.chain(kinds.iter().map(|kind| key("kind ", kind)));
        let keys = keys.chain(fields.iter().map(|field| key("undecided ", field)));
        let statuses = [Status::Asserted, Status::Disputed, Status::Denied];
        let keys = keys.chain(statuses.iter().map(|status| key("", status)));
        let reckoned = [Reckoned::Stated, Reckoned::FromArticle, Reckoned::FromEvent];
        let keys = keys.chain(reckoned.iter().map(|reckoned| key("date ", reckoned)));
        let others = ["trigger", "number", "sum", "and", "side", "country", "country dateline", "before"];
        for key in keys.chain(others.map(str::to_owned)) {
            assert!(WORDS.contains_key(key.as_str()), "{key}");
        }
    }
}
