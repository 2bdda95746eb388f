//! Words that say what happened to people.

use std::sync::LazyLock;

use super::phrases::{Found, Phrases};
use super::token::Tokens;
pub use crate::model::Outcome;

/// Phrases that only sound like an outcome ("dead end") are in the table with none, so that they
/// shadow the shorter phrase.
const TABLE: &[(&str, Option<Outcome>)] = &[
    (
        "killed|killing|kills|kill|killings|dead|died|die|dies|dying|death|deaths|slain|perished|fatality|fatalities|\
         lost their lives|lost his life|lost her life|lost their life|loss of life|loss of lives|claimed the lives|\
         claimed the life|losing their lives|assassinated|assassination|executed|beheaded|murdered|murder|\
         shot dead|gave his life|gave her life|gave their lives|fell in combat|fallen in combat|no survivors|\
         succumbed to his injuries|succumbed to her injuries|succumbed to their injuries|succumbed to injuries|\
         succumbed to his wounds|succumbed to her wounds|succumbed to their wounds|succumbed to wounds|succumbed|\
         died of his wounds|died of her wounds|died of their wounds|died of wounds|died of his injuries|\
         died of her injuries|died of their injuries|died from his wounds|died from wounds|died from his injuries|\
         died from injuries|mortally wounded|fatally wounded|fatally injured",
        Some(Outcome::Killed),
    ),
    (
        "tué|tués|tuée|tuées|tuer|tue|tuant|tuent|mort|morts|morte|mortes|meurt|meurent|mourir|mourant|décédé|décédés|\
         décédée|décédées|décès|décède|décèdent|perdu la vie|perdent la vie|perd la vie|trouvé la mort|trouvent la mort|\
         coûté la vie|coûte la vie|péri|abattu|abattus|abattue|abattues|assassiné|assassinés|assassinée|assassinées|\
         tombé au champ d'honneur|tombés au champ d'honneur|succombé à ses blessures|succombé à leurs blessures|\
         succombe à ses blessures|succombent à leurs blessures|des suites de ses blessures|des suites de leurs blessures|\
         mortellement blessé|mortellement blessés|succombé|blessé mortellement",
        Some(Outcome::Killed),
    ),
    (
        "قتل|قتلوا|قتلى|قتيل|قتيلا|قتيلان|قتيلين|مقتل|مصرع|مصرعهم|مصرعه|لقي حتفه|لقوا حتفهم|وفاة|توفي|شهيد|شهداء|\
         استشهد|استشهاد",
        Some(Outcome::Killed),
    ),
    (
        "wounded|wounding|wounds|injured|injuring|injures|injuries|injury|hurt|maimed|\
         blessé|blessés|blessée|blessées|blessant|blesse|blessure|blessures|\
         جريح|جريحا|جرحى|جرح|أصيب|إصابة|أصيبوا|إصابات|مصاب|مصابين",
        Some(Outcome::Wounded),
    ),
    (
        "missing|disappeared|unaccounted for|went missing|missing in action|\
         disparu|disparus|disparue|disparues|porté disparu|portés disparus|portée disparue|\
         مفقود|مفقودين|مفقودون|فقدان",
        Some(Outcome::Missing),
    ),
    (
        "captured|capturing|taken prisoner|taken prisoners|taken captive|taken hostage|took hostage|kidnapped|\
         kidnapping|abducted|abduction|hostage|hostages|captive|prisoner of war|prisoners of war|\
         capturé|capturés|capturée|capturées|fait prisonnier|faits prisonniers|enlevé|enlevés|enlevée|enlevées|\
         enlèvement|pris en otage|prise en otage|prises en otage|otage|otages|\
         أسر|أسير|أسرى|اختطف|اختطاف|خطف|رهينة|رهائن|مخطوف",
        Some(Outcome::Captured),
    ),
    (
        "dead end|deadlock|dead sea|death penalty|peine de mort|death row|mer morte|\
         wounded knee|black death|dying to|kill zone|captured the attention",
        None,
    ),
];

static PHRASES: LazyLock<Phrases<Option<Outcome>>> = LazyLock::new(|| Phrases::new(TABLE.iter().copied()));

/// Every word that says what happened to people, in order: "killed", "blessés", "succumbed to his
/// injuries" (one finding, killed), "taken hostage", "قتلى".
pub fn outcomes(text: &str) -> Vec<Found<Outcome>> {
    let found = PHRASES.all(&Tokens::of(text));
    found.into_iter().filter_map(|f| Some(Found { range: f.range, value: f.value? })).collect()
}

/// The outcome phrase that begins at word `i`, and its length in words.
pub(super) fn outcome_at(tokens: &Tokens<'_>, i: usize) -> Option<(usize, Outcome)> {
    PHRASES.at(tokens, i).and_then(|(words, outcome)| Some((words, outcome?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Captured, Killed, Missing, Wounded};

    #[test]
    fn outcomes_in_three_languages() {
        for (text, expected) in [
            ("Two were killed and others injured.", vec![("killed", Killed), ("injured", Wounded)]),
            ("He quickly succumbed to his injuries.", vec![("succumbed to his injuries", Killed)]),
            ("Deux soldats tués, trois blessés", vec![("tués", Killed), ("blessés", Wounded)]),
            ("un soldat porté disparu, un otage", vec![("porté disparu", Missing), ("otage", Captured)]),
            ("مقتل جنديين وإصابة ثلاثة", vec![("مقتل", Killed), ("وإصابة", Wounded)]),
            ("The talks came to a dead end.", vec![]),
            ("déclaré mort pour la France", vec![("mort", Killed)]),
        ] {
            let found: Vec<_> = outcomes(text).into_iter().map(|f| (&text[f.range], f.value)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
