//! Whether a date says when something was said, or when it happened.

use std::ops::Range;

use crate::lexicon::cause::cause_at;
use crate::lexicon::outcome::outcome_at;
use crate::lexicon::speech::{Speech, speech_at};
use crate::lexicon::token::{Tokens, is_soft};

/// What a word near a date speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// "said", "press conference".
    Saying,
    /// "according to": says something of the words after it, nothing of those before.
    Source,
    /// "killed", "attack", "ambush".
    Event,
}

/// Whether the date at `words` (bytes of `sentence`) belongs to a verb of saying and so dates the
/// statement, not the event: "Parly said yesterday", "a déclaré lundi", "according to an
/// announcement from the palace on Tuesday", "On Monday the army said".
///
/// The nearest word of saying or of an event before the date in its own clause decides; if there is
/// none, the nearest after it in its clause; if the date stands alone before a clause ("On Tuesday,
/// the army said …"), the first such word of that clause; else the nearest before, beyond a comma.
pub fn is_statement_date(sentence: &str, words: Range<usize>) -> bool {
    let tokens = Tokens::of(sentence);
    let first = tokens.list.partition_point(|t| t.range.end <= words.start);
    let after = tokens.list.partition_point(|t| t.range.start < words.end);
    if first >= after {
        return false;
    }
    let markers = markers(&tokens);
    let begins = clause_start(&tokens, first);
    let ends = if is_soft(tokens.gap_before(after)) { clause_end(&tokens, after) } else { after };
    let before = |range: Range<usize>| range.rev().find_map(|i| markers[i]);
    let following = |range: Range<usize>| {
        range.into_iter().find_map(|i| markers[i]).map(|marker| match marker {
            Marker::Source => Marker::Event,
            marker => marker,
        })
    };
    let opens =
        (begins..first).all(|i| tokens.is(i, &["on", "in", "le", "en", "late", "early", "earlier", "the"]));
    let next_clause = || {
        let stands_alone = opens && ends == after && ends < tokens.len();
        stands_alone.then(|| following(ends..clause_end(&tokens, ends)))?
    };
    before(begins..first)
        .or_else(|| following(after..ends))
        .or_else(next_clause)
        .or_else(|| if begins > 0 && !opens { None } else { before(0..begins) })
        .is_some_and(|marker| marker != Marker::Event)
}

/// For each word, what it speaks of.
fn markers(tokens: &Tokens<'_>) -> Vec<Option<Marker>> {
    let mut markers = vec![None; tokens.len()];
    let mut i = 0;
    while i < tokens.len() {
        let speech = speech_at(tokens, i).map(|(words, speech)| match speech {
            Speech::Source => (words, Marker::Source),
            Speech::Verb | Speech::Occasion => (words, Marker::Saying),
        });
        let event = || {
            let named = outcome_at(tokens, i).map(|(words, _)| words).or_else(|| cause_at(tokens, i));
            named.or_else(|| tokens.is(i, EVENTS).then_some(1)).map(|words| (words, Marker::Event))
        };
        let Some((words, marker)) = speech.or_else(event) else {
            i += 1;
            continue;
        };
        let last = (i + words).min(tokens.len());
        markers[i..last].fill(Some(marker));
        i = last;
    }
    markers
}

/// Events besides outcomes and causes.
const EVENTS: &[&str] = &[
    "attack",
    "attacks",
    "attacked",
    "clash",
    "clashed",
    "fighting",
    "battle",
    "crash",
    "collided",
    "collision",
    "occurred",
    "happened",
    "contact",
    "loss",
    "raid",
    "assault",
    "ordered",
    "launched",
    "attaque",
    "attaques",
    "combat",
    "combats",
    "collision",
    "survenu",
    "survenue",
    "eu",
    "produit",
    "produite",
    "assaut",
    "offensive",
];

/// The first word of the clause that holds word `i`: commas, quotation marks, dashes and "that" end
/// clauses. A comma inside a date ("Monday, August 28") does not, since the date is one.
fn clause_start(tokens: &Tokens<'_>, i: usize) -> usize {
    let mut start = i;
    while start > 0
        && is_soft(tokens.gap_before(start))
        && !tokens.is(start - 1, &["that", "que", "qu", "while", "when", "after", "before"])
    {
        start -= 1;
    }
    start
}

/// The word after the clause that holds word `i`.
fn clause_end(tokens: &Tokens<'_>, i: usize) -> usize {
    let ends =
        |end: usize| end > i && !is_soft(tokens.gap_before(end)) || tokens.is(end, &["that", "que", "qu"]);
    (i..tokens.len()).find(|end| ends(*end)).unwrap_or(tokens.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dates;
    use super::*;

    /// The sentence's dates that date a statement.
    fn statements(sentence: &str) -> Vec<&str> {
        let dates = dates(sentence).into_iter().map(|d| d.as_written);
        dates.filter(|d| is_statement_date(sentence, d.clone())).map(|d| &sentence[d]).collect()
    }

    #[test]
    fn statements_and_events() {
        for (sentence, expected) in [
            (
                "A scout was killed in Iraq on Monday during an operation, according to an announcement from the Élysée Palace on Tuesday.",
                vec!["Tuesday"],
            ),
            (
                "A soldier was killed in action in Mali on Friday morning, the Elysee announced in the evening, with regret.",
                vec![],
            ),
            ("after thirteen soldiers were killed, Minister Parly said yesterday.", vec!["yesterday"]),
            (
                "A source in Kirkuk reported on Monday evening that a joint patrol fell into an ambush.",
                vec!["Monday evening"],
            ),
            ("The army said on Tuesday that two soldiers were killed on Monday.", vec!["Tuesday"]),
            ("The army said two soldiers were killed on Monday.", vec![]),
            ("Two soldiers were killed on Sunday, the army said Monday.", vec!["Monday"]),
            ("On Tuesday, the army said two soldiers had been killed.", vec!["Tuesday"]),
            ("On Tuesday, two soldiers were killed, the army said.", vec![]),
            ("The ministry on Monday announced the death of two men.", vec!["Monday"]),
            ("Germany, on Tuesday, said it had withdrawn.", vec!["Tuesday"]),
            ("Parly told a press conference Tuesday.", vec!["Tuesday"]),
            (
                "the president said, speaking at a news conference Saturday while attending a summit.",
                vec!["Saturday"],
            ),
            ("He learned of the death of a sergeant on Monday in Iraq.", vec![]),
            ("an official confirmed in March that the group had 400 fighters", vec!["March"]),
            ("A report published in July indicated that it went on", vec!["July"]),
            ("Le ministre a déclaré lundi que deux soldats étaient morts dimanche.", vec!["lundi"]),
            ("Deux soldats ont été tués lundi, a annoncé mardi l'Élysée.", vec!["mardi"]),
            ("Selon un communiqué publié mardi, un soldat est mort lundi.", vec!["mardi"]),
            ("The attack on Monday was the worst, officials said.", vec![]),
            ("a strike that killed a general, a leader of operations, in Baghdad last Friday.", vec![]),
            ("“Since Friday we have reinforced security,” Parly tweeted Tuesday.", vec!["Tuesday"]),
            ("Monday's deaths bring the number to 38, officials said.", vec![]),
            ("Two soldiers were killed on 2 January.", vec![]),
            ("He received a medal “for his services” in June, according to the palace.", vec![]),
        ] {
            assert_eq!(statements(sentence), expected, "{sentence}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in r"\PC{0,40}", start in 0_usize..60, length in 0_usize..60) {
            let _ = is_statement_date(&text, start..start + length);
        }
    }
}
