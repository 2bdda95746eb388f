//! Which suggestions are shown, and which articles state casualties at all.
//!
//! There are two thresholds because the two uses fail in different ways. A suggestion that is shown and wrong
//! costs the coder's trust, so few are shown and precision comes first. An article that triage leaves out is
//! never read, so many are let through and recall comes first.

use super::{Suggestion, certainty};
use crate::extract::{Context, Kind, Languages, Statement, Status, extract};
use crate::model::{ClaimStatus, DateRange};

/// A suggestion is shown whose certainty is at least so much, in percent. On the annotated texts of this
/// repository three of four below it are right, and nine of ten or more above it.
pub const SHOWN: u8 = 80;

/// An article states casualties where [`triage`] gives at least so much, in percent: one statement of any form
/// is enough.
pub const TRIAGE: u8 = 50;

/// How likely the text states casualties, in percent: that at least one of its statements is one. `language` is
/// a code such as "en"; without one, or with one that has no pack, the language is detected.
///
/// It asks for no project, so that an article needs to be scored once only.
pub fn triage(text: &str, language: Option<&str>, published: Option<DateRange>) -> u8 {
    let languages = Languages::builtin();
    let language = language.filter(|code| languages.pack(code).is_some()).map(str::to_owned);
    let context = Context { published, language, ..Context::default() };
    score(&extract(text, &context, languages))
}

/// The score of an article that makes these statements.
pub(super) fn score(statements: &[Statement]) -> u8 {
    let states_casualties =
        |statement: &&Statement| statement.kind != Kind::Strength && statement.status != Status::Denied;
    any_of(statements.iter().filter(states_casualties).map(certainty::statement_certainty))
}

/// The score of an article with these suggestions, as [`triage`] gives it for its text.
pub fn triage_of_suggestions(suggestions: &[Suggestion]) -> u8 {
    let states_casualties =
        |found: &&Suggestion| found.claim.kind != Kind::Strength && found.claim.status != ClaimStatus::Denied;
    any_of(suggestions.iter().filter(states_casualties).map(|found| found.certainty))
}

/// How likely it is that at least one of some statements is one, in percent.
fn any_of(certainties: impl Iterator<Item = u8>) -> u8 {
    let none = certainties.fold(1.0, |none, percent| none * (1.0 - f64::from(percent) / 100.0));
    // Between 0 and 100: a share of one.
    (100.0 * (1.0 - none)).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_states_casualties_scores_above_the_threshold() {
        for (text, states) in [
            ("Gunmen killed nine guards near Gorda on Monday, the ministry said.", true),
            ("An explosion left three miners dead.", true),
            ("The minister opened a bridge near Gorda on Monday.", false),
            ("No one was killed when the dam broke, and the bill was killed in committee.", false),
            ("Around 600 soldiers are deployed near Gorda.", false),
            ("", false),
        ] {
            let score = triage(text, Some("en"), None);
            assert_eq!(score >= TRIAGE, states, "{score}: {text}");
        }
    }
}
