//! How each field of a claim is known: read from the sentence, inferred, or set by the coder.

use crate::ui::widgets::field_origin::FieldOrigin;
use tollbook_core::model::{AnnotationId, Claim, ClaimField, DateBasis, OperationBasis};
use tollbook_core::text::sentence::sentence_at;
use tollbook_state::Workspace;
use tollbook_state::library::Text;

/// The sentence that an annotation was made in, in lower case; its quote where the text is not at hand.
pub(super) fn sentence(open: &Workspace, id: AnnotationId) -> String {
    let Some(annotation) = open.project.annotations.get(id) else { return String::new() };
    let Text::Loaded(text) = open.text(annotation.article) else { return annotation.quote.to_lowercase() };
    let range = sentence_at(&text, annotation.start.min(text.len()));
    let end = range.end.max(annotation.end).min(text.len());
    text.get(range.start..end).unwrap_or(&annotation.quote).to_lowercase()
}

/// How a field is known.
pub(super) fn origin(
    open: &Workspace,
    claim: &Claim,
    field: ClaimField,
    is_blank: bool,
    sentence: &str,
) -> FieldOrigin {
    if claim.set_by_coder.contains(field) {
        return FieldOrigin::Set;
    }
    if is_blank {
        return FieldOrigin::Blank;
    }
    let is_read = match field {
        ClaimField::Date => claim.date_basis == Some(DateBasis::Stated),
        ClaimField::Operations => claim.operations_basis == Some(OperationBasis::Stated),
        ClaimField::Side => names_a_word_of(sentence, open.project.entry_name(claim.side)),
        ClaimField::Country => names_a_word_of(sentence, &claim.country),
        ClaimField::Place => names_a_word_of(sentence, &claim.place),
        // Nothing but the cause says whether it was hostile.
        ClaimField::Hostile => false,
        _ => true,
    };
    if is_read { FieldOrigin::Read } else { FieldOrigin::Inferred }
}

/// Whether a sentence has one of the longer words of a name, or begins a word with it.
fn names_a_word_of(sentence: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words =
        name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.any(|word| {
        let stem: String = word.chars().take(5).collect();
        sentence.split(|letter: char| !letter.is_alphanumeric()).any(|found| found.starts_with(&stem))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_where_a_word_of_it_stands_in_the_sentence() {
        let sentence = "five french soldiers were killed near gao, the malian army said.";
        for (name, is_read) in
            [("French forces", true), ("Mali", true), ("Gao", true), ("Niger", false), ("", false)]
        {
            assert_eq!(names_a_word_of(sentence, name), is_read, "{name}");
        }
    }
}
