//! Who says so.

use std::ops::Range;

use super::date::dates_in;
use super::function_word::is_function_word;
use super::phrases::Found;
use super::speech::{Speech, speech_at};
use super::token::{Tokens, is_soft};

/// Words that say who says so: "according to the ministry", "officials said", "a annoncé l'Élysée".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The bytes of the words for the speaker: "the ministry", "an announcement from the Élysée Palace".
    pub speaker: Range<usize>,
}

/// Every attribution in `text` whose speaker is named, in order. Those that only say "he said" or
/// "it added" are left out: whose words they are stands elsewhere.
pub fn attributions(text: &str) -> Vec<Found<Attribution>> {
    let tokens = Tokens::of(text);
    let dates: Vec<Range<usize>> = dates_in(&tokens).into_iter().map(|d| d.as_written).collect();
    let sentence = Sentence { tokens: &tokens, dates: &dates };
    let mut found: Vec<Found<Attribution>> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some((words, speech)) = speech_at(&tokens, i) else {
            i += 1;
            continue;
        };
        let after = i + words;
        let speaker = match speech {
            Speech::Source => sentence.speaker_after(after),
            Speech::Verb if sentence.opens_clause(i) => sentence.speaker_after(sentence.past_date(after)),
            Speech::Verb => sentence.speaker_before(i),
            Speech::Occasion => None,
        };
        if let Some((first, last)) = speaker {
            let range = tokens.span(first.min(i), last.max(after - 1));
            if found.last().is_none_or(|f| f.range.end <= range.start) {
                found.push(Found { range, value: Attribution { speaker: tokens.span(first, last) } });
            }
            i = after.max(last + 1);
        } else {
            i = after;
        }
    }
    found
}

/// No speaker's words are longer than this.
const LONGEST: usize = 14;

const CLAUSE_WORDS: &[&str] = &[
    "that", "who", "which", "when", "while", "after", "as", "but", "because", "where", "whose", "if",
    "since", "before", "que", "qu", "qui", "dont", "lorsque", "quand", "apres", "alors", "mais", "car", "ou",
];

/// Titles that are written with a point.
const TITLES: &[&str] = &[
    "gen", "col", "lt", "maj", "sgt", "capt", "cpl", "adm", "brig", "mr", "mrs", "ms", "dr", "st", "m",
    "mme", "mm",
];

const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "we", "i", "you", "il", "elle", "ils", "elles", "on", "nous", "this", "there",
    "t", "not",
];

struct Sentence<'a> {
    tokens: &'a Tokens<'a>,
    dates: &'a [Range<usize>],
}

impl Sentence<'_> {
    fn is_date(&self, i: usize) -> bool {
        let start = self.tokens.list[i].range.start;
        self.dates.iter().any(|d| d.contains(&start))
    }

    /// Whether the words before `i` and `i` belong to one clause; an abbreviation's point and an
    /// opening bracket may stand between.
    fn continues(&self, i: usize) -> bool {
        let gap = self.tokens.gap_before(i);
        let is_title = i > 0 && self.tokens.is(i - 1, TITLES);
        is_soft(gap) || (is_title && gap.strip_prefix('.').is_some_and(is_soft))
    }

    /// Whether a verb at word `i` stands before its speaker: after a comma or a quotation.
    fn opens_clause(&self, i: usize) -> bool {
        let inverted =
            self.tokens.is(i + 1, &["t"]) || i > 0 && self.tokens.gap_before(i).contains(['”', '"', '»']);
        inverted
            || i > 0 && self.tokens.gap_before(i).contains(',') && self.tokens.gap_before(i).trim() == ","
    }

    fn past_date(&self, i: usize) -> usize {
        let mut at = i;
        while at < self.tokens.len() && (self.is_date(at) || self.tokens.is(at, &["on"])) {
            at += 1;
        }
        at
    }

    fn speaker_after(&self, first: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let mut end = first;
        while end < tokens.len()
            && end - first < LONGEST
            && (self.continues(end) || end == first && is_soft(tokens.gap_before(end)))
            && !tokens.is(end, CLAUSE_WORDS)
            && !self.is_date(end)
            && speech_at(tokens, end).is_none_or(|(_, speech)| speech == Speech::Occasion)
        {
            end += 1;
        }
        self.trimmed(first, end)
    }

    fn speaker_before(&self, verb: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let mut first = verb;
        while first > 0
            && verb - first < LONGEST
            && self.continues(first)
            && !tokens.is(first - 1, CLAUSE_WORDS)
            && speech_at(tokens, first - 1).is_none()
        {
            first -= 1;
        }
        while first < verb && (self.is_date(first) || tokens.is(first, &["on", "and", "et", "however"])) {
            first += 1;
        }
        self.trimmed(first, verb)
    }

    /// The words from `first` to before `end` without dates and small words at the end, if they
    /// name anyone.
    fn trimmed(&self, first: usize, end: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let mut end = end;
        while end > first && (self.is_date(end - 1) || is_function_word(tokens, end - 1)) {
            end -= 1;
        }
        let names = (first..end).any(|i| !is_function_word(tokens, i) && tokens.word(i).chars().count() > 1);
        (names && !tokens.is(first, PRONOUNS)).then(|| (first, end - 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn speakers() {
        for (text, expected) in [
            (
                "A man was killed on Monday, according to an announcement from the Élysée Palace on Tuesday.",
                vec!["an announcement from the Élysée Palace"],
            ),
            ("was killed in Mali on Friday, the Elysee announced in the evening", vec!["the Elysee"]),
            ("Defence Minister Florence Parly said yesterday.", vec!["Defence Minister Florence Parly"]),
            ("Deux soldats sont morts, a annoncé mardi l'Élysée.", vec!["l'Élysée"]),
            ("L'Élysée a annoncé mardi la mort d'un soldat", vec!["L'Élysée"]),
            ("Selon le ministère des Armées, deux soldats", vec!["le ministère des Armées"]),
            ("“He was hit by a sniper,” said the army press release.", vec!["the army press release"]),
            ("since 2013 to 38, officials said.", vec!["officials"]),
            ("He said that it was so. It added that it was not.", vec![]),
            ("the United States and its allies", vec![]),
            ("Three men were reported missing.", vec![]),
            ("to Iraq. NATO also said it is so; Col. Traoré said no", vec!["NATO", "Col. Traoré"]),
            ("the president said, speaking at a news conference", vec!["the president"]),
            ("The ministry on Monday announced the death", vec!["The ministry"]),
        ] {
            let found: Vec<_> = attributions(text).into_iter().map(|f| &text[f.value.speaker]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn ranges_are_in_order(text in r"(\PC|said |, |according to |on Monday |the army |\. |” ){0,30}") {
            let mut end = 0;
            for found in attributions(&text) {
                prop_assert!(found.range.start >= end && text.get(found.range.clone()).is_some());
                prop_assert!(found.range.start <= found.value.speaker.start && found.value.speaker.end <= found.range.end);
                end = found.range.end;
            }
        }
    }
}
