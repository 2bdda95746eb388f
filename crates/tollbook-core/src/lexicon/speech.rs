//! Verbs of saying and nouns for what was said.

use std::sync::LazyLock;

use super::phrases::Phrases;
use super::token::Tokens;

/// In what way a phrase tells of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    /// "said", "a annoncé": someone says something.
    Verb,
    /// "according to", "selon": the speaker follows.
    Source,
    /// "statement", "press conference": where it was said.
    Occasion,
}

static PHRASES: LazyLock<Phrases<Speech>> = LazyLock::new(|| {
    Phrases::new([
        (
            "said|says|saying|told|tells|telling|announced|announces|announcing|stated|states|declared|declares|confirmed|confirms|confirming|\
             reported|reports|reporting|added|adds|affirmed|affirms|indicated|indicates|tweeted|tweets|explained|explains|noted|noting|\
             claimed|insisted|revealed|acknowledged|admitted|wrote|posted|warned|pointed out|paid tribute|expressed|disclosed|briefed",
            Speech::Verb,
        ),
        (
            "a déclaré|ont déclaré|avait déclaré|a annoncé|ont annoncé|avait annoncé|a indiqué|ont indiqué|a affirmé|ont affirmé|a précisé|ont précisé|\
             a confirmé|ont confirmé|a ajouté|ont ajouté|a fait savoir|ont fait savoir|a dit|ont dit|a rapporté|ont rapporté|a expliqué|a souligné|\
             a reconnu|a révélé|a tweeté|a écrit|a salué|a rendu hommage|déclare|annonce|annoncé|déclaré|indiqué|indique|affirme|précise|précisé|confirme|confirmé|rapporte|ajoute|fait savoir|annonçait|\
             قال|قالت|أعلن|أعلنت|أكد|أكدت|صرح|أفاد|أفادت|ذكر|ذكرت",
            Speech::Verb,
        ),
        ("according to|as reported by|citing|selon|d'après|de source|وفقا|بحسب|حسب", Speech::Source),
        (
            "speaking|statement|statements|announcement|press release|press conference|news conference|briefing|communique|communiqué|tweet|interview|\
             report published|published|publié|publiée|conférence de presse|point de presse|allocution|بيان|مؤتمر صحفي",
            Speech::Occasion,
        ),
    ])
});

/// The phrase of saying at word `i`, and its length in words.
pub(super) fn speech_at(tokens: &Tokens<'_>, i: usize) -> Option<(usize, Speech)> {
    let (words, speech) = PHRASES.at(tokens, i)?;
    // "is said to be", "was reported missing": nobody in particular says it.
    let passive = speech == Speech::Verb
        && matches!(tokens.before(i, 1), "is" | "are" | "was" | "were" | "been" | "be" | "being" | "self");
    // "the reports", "the United States": nouns.
    let noun = matches!(tokens.word(i), "reports" | "states" | "claimed" | "says" | "annonce")
        && (matches!(
            tokens.before(i, 1),
            "the"
                | "united"
                | "these"
                | "of"
                | "were"
                | "member"
                | "that"
                | "responsibility"
                | "l"
                | "une"
                | "cette"
        ) || tokens.is(i + 1, &["responsibility", "the"]) && tokens.word(i) == "claimed");
    (!passive && !noun).then_some((words, speech))
}
