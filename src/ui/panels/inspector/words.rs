//! What the closed lists are called in the window.

use crate::ui::widgets::field_origin::FieldOrigin;
use tollbook_core::analysis::totals::Verdict;
use tollbook_core::model::{Claim, ClaimStatus, DateBasis, Hostile, Kind, OperationBasis};
use tollbook_state::Workspace;

/// The label of a control, by which tests find it.
pub const SOURCES_DISAGREE: &str = "Sources disagree";

/// What an exclusive part is.
pub const EXCLUSIVE: &str = "Nobody in this part is in another part that is set so: such parts are summed, and \
     a warning says when they come to more than the whole.";

/// What the label of a field means, where one word does not say it; else blank.
pub fn meaning(label: &str) -> &'static str {
    match label {
        "Counted from" => {
            "The incident from whose day this date is counted, as in “five days earlier”; it moves when that day does."
        }
        "Died later" => "Whether they were hurt in the incident and died of it afterwards.",
        super::death::IN_OTHER_FIGURES => {
            "Whether other figures of the incident include the people who died of wounds: then they count once, else \
             the figures are added."
        }
        _ => "",
    }
}

/// How a field is known that the words do not give.
pub const BY_CODER: &str = "set by the coder";

/// What a kind means, in a few words.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "These people, this event",
        Kind::Part => "Some of an incident's people",
        Kind::Total => "Compared, never added",
        Kind::Background => "Outside what is recorded",
        Kind::Strength => "No casualties",
    }
}

/// What a status means, in a few words.
pub fn status(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Asserted => "Counted",
        ClaimStatus::Disputed => "Affects the range, not the best",
        ClaimStatus::Denied => "Does not count",
        ClaimStatus::Superseded => "Replaced, does not count",
    }
}

/// What came of comparing a total with what is counted.
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::MoreReported(n) => format!("{n} more reported than recorded here"),
        verdict => verdict.to_string(),
    }
}

/// Whether an enemy did it.
pub fn hostile(hostile: Hostile) -> &'static str {
    match hostile {
        Hostile::Yes => "Yes",
        Hostile::No => "No",
        Hostile::Unknown => "Unknown (sources say so)",
        Hostile::Disputed => SOURCES_DISAGREE,
    }
}

/// How a field of a claim is known.
pub fn origin_words(known: FieldOrigin) -> &'static str {
    match known {
        FieldOrigin::Read => "Read from the words",
        FieldOrigin::Inferred => "Inferred from the article or from other fields",
        FieldOrigin::Set => {
            "Set by the coder. Click here, or press Alt+Backspace in the field, to read it from the words again."
        }
        FieldOrigin::Conflict => "The claims differ",
        FieldOrigin::Blank => "Not set",
    }
}

/// How a claim's operations are known.
pub fn operation_basis(basis: OperationBasis) -> &'static str {
    match basis {
        OperationBasis::Stated => "Named in the passage",
        OperationBasis::Inferred => "Inferred from the article",
        OperationBasis::Coder => "",
    }
}

/// How a claim's date is known.
pub fn date_basis(open: &Workspace, claim: &Claim) -> String {
    match claim.date_basis {
        None => String::new(),
        Some(DateBasis::Stated) => "stated".to_owned(),
        Some(DateBasis::Article) => "article's date".to_owned(),
        Some(DateBasis::Coder) => BY_CODER.to_owned(),
        Some(DateBasis::Incident) => {
            let days = claim.date_offset_days.unwrap_or(0);
            let title = claim
                .date_incident
                .and_then(|id| open.answers.incident(id))
                .map_or("another incident", |view| view.title.as_str());
            match days {
                0 => format!("the day of {title}"),
                days => format!("{} {title}", super::date_source::show_days(days)),
            }
        }
    }
}
