//! The third stage: the longest phrases of the vocabulary, each with its readings.

use std::ops::Range;

use super::pack::{Case, Categories, Category, Entry, Form, Frame, Pack};
use super::sentence::is_abbreviation;
use super::statement::Span;
use super::token::{Letters, Shape, Token};

/// A word or phrase with its readings, or a mark.
#[derive(Clone, Debug)]
pub struct Lexeme<'a> {
    /// Where it stands.
    pub span: Span,
    /// What its first token is made of.
    pub shape: Shape,
    /// How its first token is written.
    pub letters: Letters,
    /// Joined to what stands before it by a hyphen.
    pub hyphen: bool,
    /// Joined to what follows by a hyphen.
    pub hyphen_after: bool,
    /// What the vocabulary says of it; none for an unknown word.
    pub entries: &'a [Entry],
    /// The date that it is, by its number in the list of dates.
    pub date: Option<usize>,
    /// The date is only a duration or an age.
    pub duration: bool,
    /// Words of the sentence are all in capitals, so that capitals tell nothing.
    pub shouted: bool,
    /// The categories of the entries that fit how it is written.
    readings: Categories,
}

impl<'a> Lexeme<'a> {
    /// Its reading in a category.
    pub fn entry(&self, category: Category) -> Option<&'a Entry> {
        if !self.is(category) {
            return None;
        }
        self.entries
            .iter()
            .find(|entry| entry.category == category && accepts(entry, self.letters, self.shouted, self.span))
    }

    /// Whether it has a reading in a category.
    #[inline]
    pub fn is(&self, category: Category) -> bool {
        self.readings.contains(category)
    }

    /// Whether it has a reading in one of the categories.
    #[inline]
    pub fn is_any(&self, categories: &[Category]) -> bool {
        categories.iter().any(|category| self.is(*category))
    }

    /// Says what the vocabulary has of it.
    fn set_entries(&mut self, entries: &'a [Entry]) {
        self.entries = entries;
        self.readings = entries
            .iter()
            .filter(|entry| accepts(entry, self.letters, self.shouted, self.span))
            .map(|entry| entry.category)
            .collect();
    }

    /// Whether it is a word that the vocabulary does not have.
    pub fn unknown_word(&self) -> bool {
        self.shape == Shape::Word && self.entries.is_empty()
    }
}

fn accepts(entry: &Entry, letters: Letters, shouted: bool, span: Span) -> bool {
    match entry.case {
        Case::Any => true,
        Case::Capital => letters != Letters::Lower,
        // Two letters in a text of capitals may be any word; letters with stops are one.
        Case::Acronym => letters == Letters::Capitals && (!shouted || span.end - span.start > 3),
    }
}

/// A date found in the text, by the tokens that it covers.
#[derive(Clone, Debug)]
pub struct DateTokens {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its number in the list of dates.
    pub date: usize,
    /// It is only a duration or an age.
    pub duration: bool,
}

/// Whether the last word of a duration that ends at byte `end` begins a noun for people: "two night watchmen".
pub fn opens_people(tokens: &[Token], end: usize, pack: &Pack) -> bool {
    let Some(last) = tokens.partition_point(|token| token.span.start < end).checked_sub(1) else {
        return false;
    };
    let word_at = |n: usize| tokens.get(last + n).map(|token| token.word);
    pack.vocabulary
        .longest(word_at, |words, entry| words > 1 && entry.category == Category::People)
        .is_some_and(|(words, _)| words > 1)
}

/// Where words that bound a number stand between the comma at `at` and another right before a number: that comma.
fn bound_between_commas(tokens: &[Token], at: usize, end: usize, pack: &Pack) -> Option<usize> {
    let word_at = |n: usize| {
        let token = tokens.get(at + 1 + n).filter(|_| at + 1 + n < end)?;
        (token.shape == Shape::Word).then_some(token.word)
    };
    let bounds = |entry: &Entry| {
        matches!(entry.category, Category::AtLeast | Category::MoreThan | Category::About | Category::AtMost)
    };
    let (words, _) = pack.vocabulary.longest(word_at, |_, entry| bounds(entry))?;
    let close = at + 1 + words;
    let comma = tokens.get(close).filter(|_| close + 1 < end)?.shape == Shape::Comma;
    let next = tokens.get(close + 1)?;
    let number = matches!(next.shape, Shape::Number(_))
        || next.shape == Shape::Word
            && pack.vocabulary.entries_of(next.word).iter().any(|entry| {
                matches!(
                    entry.category,
                    Category::Number
                        | Category::Multiplier
                        | Category::PluralMultiplier
                        | Category::AboutNumber
                )
            });
    (comma && number).then_some(close)
}

/// The lexemes of a sentence, without quotation marks and stops of abbreviations.
pub fn lexemes<'a>(
    text: &str,
    tokens: &[Token],
    sentence: Range<usize>,
    dates: &[DateTokens],
    pack: &'a Pack,
) -> Vec<Lexeme<'a>> {
    let words = || tokens[sentence.clone()].iter().filter(|t| t.shape == Shape::Word);
    let small = words().filter(|token| token.letters == Letters::Lower).count();
    let shouted = !pack.traits.no_capitals && small * 8 < words().count();
    let mut found: Vec<Lexeme<'a>> = Vec::with_capacity(sentence.len());
    // The first token of each lexeme.
    let mut firsts: Vec<usize> = Vec::with_capacity(sentence.len());
    let mut at = sentence.start;
    // Where a bracket whose words are part of the sentence closes.
    let mut closes = None;
    // Where a bracket around some of the people before it closes.
    let mut part_closes = None;
    // The second of two commas around a bound.
    let mut unmarked: Option<usize> = None;
    while at < sentence.end {
        let token = &tokens[at];
        if token.shape == Shape::Open
            && let Some(close) = (at..sentence.end.min(at + 24)).find(|i| tokens[*i].shape == Shape::Close)
        {
            match bracket(tokens, at, close, pack) {
                Bracket::Words => {
                    closes = Some(close);
                    at += 1;
                    continue;
                }
                Bracket::Aside => {
                    at = close + 1;
                    continue;
                }
                Bracket::Part => {
                    part_closes = Some(close);
                }
                Bracket::Statement => {}
            }
        }
        // The bracket around some of the people before it parts them as commas do.
        let part_opens = part_closes.is_some() && token.shape == Shape::Open;
        let part_ends = part_closes == Some(at);
        if part_ends {
            part_closes = None;
        }
        if closes == Some(at) {
            closes = None;
            at += 1;
            continue;
        }
        let mut lexeme = Lexeme {
            span: token.span,
            shape: if part_opens || part_ends { Shape::Comma } else { token.shape },
            letters: token.letters,
            hyphen: token.hyphen,
            hyphen_after: false,
            entries: &[],
            date: None,
            duration: false,
            shouted,
            readings: Categories::default(),
        };
        if token.hyphen
            && let Some(before) = found.last_mut()
        {
            before.hyphen_after = true;
        }
        if let Some(date) = dates.iter().find(|date| date.tokens.contains(&at)) {
            let end = date.tokens.end.min(sentence.end);
            lexeme.span = token.span.with(tokens[end - 1].span);
            lexeme.date = Some(date.date);
            lexeme.duration = date.duration;
            found.push(lexeme);
            firsts.push(at);
            at = end;
            continue;
        }
        let mut length = 1;
        match token.shape {
            // "der 3. Kompanie": an ordinal before its noun, where the stop ends no sentence.
            Shape::Stop
                if pack.traits.capital_nouns
                    && token.joined
                    && at + 1 < sentence.end
                    && tokens[at + 1].letters == Letters::Capital
                    && found.last().is_some_and(|last| {
                        last.date.is_none() && matches!(last.shape, Shape::Number(1..=400))
                    }) =>
            {
                found.iter_mut().last().into_iter().for_each(|last| last.shape = Shape::OddNumber);
                at += 1;
                continue;
            }
            // "murieron, al menos, 33 guerrilleros": commas around what bounds the number after them.
            Shape::Comma if unmarked == Some(at) => {
                at += 1;
                continue;
            }
            Shape::Comma if let Some(close) = bound_between_commas(tokens, at, sentence.end, pack) => {
                unmarked = Some(close);
                at += 1;
                continue;
            }
            Shape::Quote => {
                at += 1;
                continue;
            }
            Shape::Stop
                if at > sentence.start
                    && token.joined
                    && is_abbreviation(&tokens[at - 1], pack)
                    && at + 1 < sentence.end =>
            {
                at += 1;
                continue;
            }
            Shape::Word => {
                // Quotation marks inside a phrase part nothing: "portés « disparus »".
                let token_at = |n: usize| {
                    let words = (at..sentence.end).filter(|i| tokens[*i].shape != Shape::Quote);
                    words.take(n + 1).nth(n)
                };
                let word_at = |n: usize| {
                    let token = &tokens[token_at(n)?];
                    (token.shape == Shape::Word).then_some(token.word)
                };
                let accept = |_: usize, entry: &Entry| accepts(entry, token.letters, shouted, token.span);
                let initial = token.letters == Letters::Capital
                    && token.span.end - token.span.start <= 2
                    && tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Stop && next.joined);
                if initial {
                    // "A. Borel": no article.
                } else if let Some((words, entries)) = pack.vocabulary.longest(word_at, accept) {
                    // "52 morts et plus de 300 blessés": a bound of the next number begins in the phrase.
                    // "la cifra de muertos": a toll, whose article stands apart.
                    let bound = |entry: &Entry| {
                        matches!(entry.category, Category::MoreThan | Category::AtLeast | Category::TollNoun)
                    };
                    let overlaps = words > 1
                        && entries
                            .iter()
                            .any(|entry| matches!(entry.category, Category::OrMore | Category::CountOf))
                        && pack
                            .vocabulary
                            .longest(|n| word_at(n + 1), |_, entry| bound(entry))
                            .is_some_and(|(inner, _)| inner + 1 > words);
                    let (words, entries) =
                        if overlaps { (1, pack.vocabulary.entries_of(token.word)) } else { (words, entries) };
                    let last = token_at(words - 1).unwrap_or(at);
                    lexeme.span = token.span.with(tokens[last].span);
                    lexeme.set_entries(entries);
                    length = last + 1 - at;
                } else if shouted || token.letters == Letters::Lower {
                    lexeme.set_entries(pack.word_by_ending(token.span.words(text)));
                }
            }
            _ => {}
        }
        found.push(lexeme);
        firsts.push(at);
        at += length;
    }
    if pack.traits.verb_last {
        join_separated_verbs(&mut found, &firsts, tokens, sentence.end, pack);
    }
    found
}

/// "brachten 25 Soldaten um": a verb whose second part stands at the end of its clause is read as the phrase
/// that both make together, and the second part is left out.
fn join_separated_verbs<'a>(
    found: &mut Vec<Lexeme<'a>>,
    firsts: &[usize],
    tokens: &[Token],
    end: usize,
    pack: &'a Pack,
) {
    let closes = |lexeme: &Lexeme<'_>| {
        lexeme.is_any(&[Category::And, Category::But, Category::Added])
            || matches!(
                lexeme.shape,
                Shape::Comma | Shape::Semicolon | Shape::Stop | Shape::Colon | Shape::Dash
            )
    };
    let mut left_out = Vec::new();
    for at in 0..found.len() {
        let verb = &found[at];
        if verb.shape != Shape::Word || verb.date.is_some() || left_out.contains(&at) {
            continue;
        }
        let mut border = at + 2;
        let joined = loop {
            if border > found.len() || border > at + 40 {
                break None;
            }
            let ends = border == found.len() || closes(&found[border]);
            if ends
                && let Some(joined) = (border.saturating_sub(3).max(at + 2)..border).find_map(|second| {
                    let until = firsts.get(border).copied().unwrap_or(end);
                    let word_at = |n: usize| match n {
                        0 => Some(tokens[firsts[at]].word),
                        _ => {
                            let token = firsts[second] + n - 1;
                            (token < until && tokens[token].shape == Shape::Word).then(|| tokens[token].word)
                        }
                    };
                    let (length, entries) = pack.vocabulary.longest(word_at, |words, entry| {
                        // "ließen 40 Tote zurück": whose the dead are.
                        let loses =
                            entry.category == Category::Verb && entry.detail.frame == Some(Frame::Loss);
                        words > 1
                            && (entry.category == Category::TriggerVerb || loses)
                            && entry.form == Form::Finite
                    })?;
                    // "kamen nicht zu Schaden".
                    let denied = found[at + 1..second].iter().any(|lexeme| lexeme.is(Category::Negation));
                    // "überlebte, sein Kamerad nicht": of somebody else.
                    let of_other = found[second].is(Category::Negation)
                        && found[at + 1..second].iter().any(|lexeme| lexeme.shape == Shape::Comma);
                    (length == 1 + until - firsts[second] && !denied && !of_other)
                        .then_some((second, entries))
                })
            {
                break Some((joined.0..border, joined.1));
            }
            let stops = border < found.len()
                && (matches!(found[border].shape, Shape::Semicolon | Shape::Stop | Shape::Colon)
                    || found[border].is_any(&[Category::ClauseOpener, Category::That]));
            if stops {
                break None;
            }
            border += 1;
        };
        if let Some((second, entries)) = joined {
            found[at].set_entries(entries);
            left_out.extend(second);
        }
    }
    for at in left_out.into_iter().rev() {
        found.remove(at);
    }
}

/// What the words of a bracket are to its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    /// An editor's words that belong to it: "the killing [of six monks]".
    Words,
    /// Something beside it: "(the ministry's own)".
    Aside,
    /// Some of the people before it: "(nine of them children)".
    Part,
    /// A statement of its own.
    Statement,
}

fn bracket(tokens: &[Token], open: usize, close: usize, pack: &Pack) -> Bracket {
    let words = &tokens[open + 1..close];
    let is = |token: &Token, categories: &[Category]| {
        pack.vocabulary.entries_of(token.word).iter().any(|entry| categories.contains(&entry.category))
    };
    let square = tokens[open].span.end - tokens[open].span.start == 1 && pack_is_square(tokens, open, close);
    let first = words.first();
    let belongs = first.is_some_and(|token| {
        is(token, &[Category::Of, Category::Title, Category::By, Category::And])
            || words.len() == 1 && is(token, &[Category::PlainAdjective, Category::People])
    });
    if square && belongs && words.len() <= 10 {
        return Bracket::Words;
    }
    if words.iter().any(|token| pack.vocabulary.tells_trigger(token.word)) && words.len() > 1 {
        return Bracket::Statement;
    }
    if words.len() > 1
        && words.iter().any(|token| is(token, &[Category::People]))
        && holds_including(words, pack)
    {
        return Bracket::Part;
    }
    Bracket::Aside
}

/// Whether words such as "including" or "of them" are among the tokens.
fn holds_including(words: &[Token], pack: &Pack) -> bool {
    (0..words.len()).any(|at| {
        let word_at = |n: usize| words.get(at + n).map(|token| token.word);
        pack.vocabulary.longest(word_at, |_, entry| entry.category == Category::Including).is_some()
    })
}

fn pack_is_square(tokens: &[Token], open: usize, close: usize) -> bool {
    // Round brackets set an age or a short name beside a word; their words never belong to the sentence.
    let short = close - open <= 2;
    !short || matches!(tokens[open + 1].shape, Shape::Word)
}
