//! Whether a quantity counts people: what stands before and after it.

use super::quantity::{Form, Quantity};
use crate::lexicon::country::adjective_at;
use crate::lexicon::date::DateWords;
use crate::lexicon::function_word::{is_content, is_function_word};
use crate::lexicon::numeral::numeral_at;
use crate::lexicon::outcome::outcome_at;
use crate::lexicon::person::{Number, Person, person_at};
use crate::lexicon::thing::{is_thing, is_unit};
use crate::lexicon::token::{Tokens, is_soft};

/// A text's words, and the dates among them.
pub(super) struct Context<'t> {
    pub tokens: &'t Tokens<'t>,
    pub dates: Vec<DateWords>,
}

/// The phrase that a quantity opens.
pub(super) struct Phrase {
    /// The byte after the words of the count.
    pub as_written_end: usize,
    /// The word after the phrase.
    pub next: usize,
}

/// What a noun phrase speaks of.
enum Follows {
    /// People; the last word of their noun, if there is a noun.
    People(Option<usize>),
    /// Nothing: the number stands alone.
    Nothing,
    Things,
}

impl Context<'_> {
    /// If a date stands at word `i`, the first word after it.
    pub fn past_date(&self, i: usize) -> Option<usize> {
        let start = self.tokens.list[i].range.start;
        let at = self.dates.partition_point(|d| d.as_written.end <= start);
        let date = self.dates.get(at).filter(|d| d.as_written.start <= start)?;
        let words = self.tokens.list[i..].iter().take_while(|t| t.range.start < date.as_written.end).count();
        Some(i + words.max(1))
    }

    /// The phrase that `quantity`, found at word `i`, opens; `None` if it does not count people.
    pub fn counts_people(&self, i: usize, quantity: &Quantity) -> Option<Phrase> {
        let tokens = self.tokens;
        let last = i + quantity.words - 1;
        if self.is_something_else(quantity, last) {
            return None;
        }
        // "a 4,500-strong force" counts its people without naming them.
        if tokens.is(last + 1, &["strong"]) && tokens.joined(last) {
            return Some(self.phrase(last, last + 2));
        }
        let (last, after) = match self.other_word(last) {
            Some(other) if tokens.is(other, &["others", "autres"]) && self.stands_alone(other) => {
                return Some(self.phrase(other, other + 1));
            }
            Some(other) => (other, other + 1),
            None => (last, last + 1),
        };
        match self.follows(after, quantity) {
            Follows::People(Some(noun)) => Some(self.phrase(last, noun + 1)),
            Follows::People(None) if !self.is_label(quantity) => Some(self.phrase(last, after)),
            Follows::Nothing if self.may_stand_alone(quantity, after) => Some(self.phrase(last, after)),
            _ => None,
        }
    }

    fn phrase(&self, last: usize, next: usize) -> Phrase {
        Phrase { as_written_end: self.tokens.list[last].range.end, next }
    }

    /// "two other", "trois autres", "three more": the word after the number, if it is one of these.
    fn other_word(&self, last: usize) -> Option<usize> {
        let other = ["other", "others", "more", "autre", "autres", "further", "additional"];
        (self.tokens.joined(last) && self.tokens.is(last + 1, &other)).then_some(last + 1)
    }

    /// Labels, ages, times, money, percentages, and the pronoun "one".
    fn is_something_else(&self, quantity: &Quantity, last: usize) -> bool {
        let tokens = self.tokens;
        let number = quantity.number;
        let (before, after) = (tokens.gap_before(number), tokens.gap(last));
        let word_before = tokens.before(number, 1);
        let money = before.trim_end().ends_with(['$', '€', '£', '¥', '#', '№', '§', '@', '°'])
            || after.trim_start().starts_with(['%', '€', '$', '£', '°', '‰', '٪']);
        let part_of_a_name =
            before.ends_with(['-', '–', '/', '_']) && number > 0 && !tokens.list[number - 1].is_digits()
                || after.starts_with(['/', '_', '@'])
                || after.starts_with(':')
                    && !after[1..].starts_with(char::is_whitespace)
                    && !after[1..].is_empty();
        let aged = matches!(word_before, "aged" | "age" | "ages" | "agee" | "agees" | "age d")
            || word_before == "de" && matches!(tokens.before(number, 2), "age" | "agee" | "ages" | "agees");
        let value = quantity.best.or(quantity.high).unwrap_or(0);
        let apposed = number > 0
            && quantity.form == Form::PlainDigits
            && (15..=110).contains(&value)
            && tokens.list[number - 1].is_capitalised()
            && (before == ", " && after.starts_with([',', '.']) || before == " (" && after.starts_with(')'));
        let pronoun = tokens.word(number) == "one" && quantity.words == 1 && self.one_is_a_pronoun(number);
        money || part_of_a_name || aged || apposed || pronoun || self.is_list_marker(number, last)
    }

    fn one_is_a_pronoun(&self, i: usize) -> bool {
        let tokens = self.tokens;
        let before = matches!(
            tokens.before(i, 1),
            "no" | "the"
                | "this"
                | "that"
                | "any"
                | "each"
                | "every"
                | "some"
                | "which"
                | "number"
                | "another"
                | "by"
                | "not"
                | "with"
        );
        let after = matches!(
            tokens.word(i + 1),
            "another"
                | "can"
                | "could"
                | "should"
                | "must"
                | "may"
                | "might"
                | "would"
                | "s"
                | "by"
                | "that"
                | "who"
                | "which"
                | "hundredth"
        );
        before || after && tokens.joined(i)
    }

    /// "1. The", "2) Then" at the beginning of a line.
    fn is_list_marker(&self, number: usize, last: usize) -> bool {
        let begins_line = number == 0 || self.tokens.gap_before(number).contains('\n');
        begins_line
            && self.tokens.list[number].is_digits()
            && self.tokens.gap(last).starts_with([')', '.'])
            && number + 1 < self.tokens.len()
    }

    /// What the noun phrase that begins at word `after` speaks of.
    fn follows(&self, after: usize, quantity: &Quantity) -> Follows {
        let tokens = self.tokens;
        let mut i = after;
        if !self.continues(i) {
            return Follows::Nothing;
        }
        if tokens.is(i, &["of", "de", "d", "des", "من"]) {
            return match self.of_people_last(i) {
                Some(noun) => Follows::People(noun),
                None => Follows::Things,
            };
        }
        let (mut content, mut nationality) = (0, false);
        while i < after + 8 && i < tokens.len() && (i == after || self.continues(i)) {
            if is_unit(tokens, i)
                || (is_thing(tokens, i) && !self.opens_person(i))
                || tokens.word(i) == "pour" && tokens.is(i + 1, &["cent"])
            {
                return Follows::Things;
            }
            if let Some((words, person)) = person_at(tokens, i) {
                // "two service member deaths": a singular after two only describes.
                let agrees = person.number != Number::Singular
                    || quantity.low.is_none_or(|low| low <= 1)
                    || !tokens.text.is_ascii()
                    || !is_content(tokens, i + words);
                if agrees {
                    return Follows::People(Some(i + words - 1));
                }
            }
            if content == 0 && outcome_at(tokens, i).is_some() {
                return Follows::People(None);
            }
            if let Some(words) = adjective_at(tokens, i) {
                nationality = true;
                i += words;
                continue;
            }
            if is_function_word(tokens, i) || numeral_at(tokens, i).is_some() {
                break;
            }
            let adverb = tokens.word(i).len() > 4
                && (tokens.word(i).ends_with("ly") || tokens.word(i).ends_with("ment"));
            content += usize::from(!adverb);
            i += 1;
        }
        match (content, nationality) {
            (0, true) => Follows::People(None),
            (0, false) => Follows::Nothing,
            _ => Follows::Things,
        }
    }

    /// "special forces soldiers": a thing's name that opens a person's.
    fn opens_person(&self, i: usize) -> bool {
        person_at(self.tokens, i).is_some()
            || self.tokens.joined(i) && person_at(self.tokens, i + 1).is_some()
    }

    /// Whether word `i` goes on in the phrase of the word before it, quotation marks allowed.
    fn continues(&self, i: usize) -> bool {
        let gap = self.tokens.gap_before(i);
        i < self.tokens.len()
            && (i == 0 || is_soft(gap) || is_soft(gap.trim_matches(['.', '“', '"', '«', '‘', '”', '»'])))
    }

    /// Whether "of …" at word `i` goes on with people or a pronoun for them.
    pub fn of_people(&self, i: usize) -> bool {
        self.of_people_last(i).is_some()
    }

    fn of_people_last(&self, of: usize) -> Option<Option<usize>> {
        let tokens = self.tokens;
        let mut i = of + 1;
        while tokens.is(
            i,
            &[
                "the", "his", "her", "its", "their", "our", "these", "those", "other", "les", "ses", "leurs",
                "nos", "ces", "l", "autres", "entre", "d",
            ],
        ) && tokens.joined(i - 1)
        {
            i += 1;
        }
        if !self.continues(i) {
            return None;
        }
        if tokens.is(i, &["them", "whom", "us", "eux", "elles", "nous", "others"]) {
            return Some(Some(i));
        }
        if let Some((last, _)) = self.head_person(i) {
            return Some(Some(last));
        }
        adjective_at(tokens, i)
            .filter(|words| self.stands_alone(i + words - 1))
            .map(|words| Some(i + words - 1))
    }

    /// The person noun that heads the phrase at word `i`, at most four describing words on: its last
    /// word, and the noun.
    pub fn head_person(&self, i: usize) -> Option<(usize, Person)> {
        let tokens = self.tokens;
        for at in i..(i + 5).min(tokens.len()) {
            if !self.continues(at) || is_unit(tokens, at) || numeral_at(tokens, at).is_some() {
                return None;
            }
            if let Some((words, person)) = person_at(tokens, at) {
                return Some((at + words - 1, person));
            }
            let verb = outcome_at(tokens, at).is_some()
                && !tokens.is(at, &["wounded", "injured", "dead", "missing", "captured", "blesse", "mort"]);
            if verb || is_function_word(tokens, at) || is_thing(tokens, at) && !self.opens_person(at) {
                return None;
            }
        }
        None
    }

    /// Whether no noun follows word `i` in its phrase.
    pub fn stands_alone(&self, i: usize) -> bool {
        !self.continues(i + 1)
            || is_function_word(self.tokens, i + 1)
            || outcome_at(self.tokens, i + 1).is_some()
            || self.tokens.word(i + 1).ends_with("ly")
    }

    /// Whether a quantity with no noun may count people: the sentence speaks of them, and nothing
    /// says that the number is a year, a time or a label.
    fn may_stand_alone(&self, quantity: &Quantity, after: usize) -> bool {
        let tokens = self.tokens;
        let number = quantity.number;
        let word_before = tokens.before(number, 1);
        match quantity.form {
            Form::Vague | Form::Pair => {
                return is_auxiliary(tokens.word(after)) && self.speaks_of_people(number);
            }
            Form::PlainDigits => {
                let digits = tokens.word(number);
                let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
                if year || self.is_label(quantity) {
                    return false;
                }
            }
            Form::Number => {}
        }
        let clock = word_before == "at" && !self.is_total_near(number);
        let label = matches!(
            word_before,
            "article"
                | "chapter"
                | "page"
                | "route"
                | "highway"
                | "resolution"
                | "phase"
                | "zone"
                | "room"
                | "flight"
                | "no"
                | "n"
                | "number"
                | "type"
                | "level"
                | "version"
                | "section"
                | "paragraph"
                | "chapitre"
                | "numero"
        );
        !clock && !label && self.speaks_of_people(number)
    }

    /// "Mirage 2000", "Opération 4": digits after a capitalised word in the middle of a sentence.
    fn is_label(&self, quantity: &Quantity) -> bool {
        let (tokens, number) = (self.tokens, quantity.number);
        quantity.form == Form::PlainDigits
            && number > 0
            && tokens.joined(number - 1)
            && tokens.list[number - 1].is_capitalised()
            && is_content(tokens, number - 1)
            && !self.begins_sentence(number - 1)
            && outcome_at(tokens, number - 1).is_none()
            && person_at(tokens, number - 1).is_none()
    }

    fn is_total_near(&self, i: usize) -> bool {
        (1..=12).any(|back| {
            matches!(
                self.tokens.before(i, back),
                "toll" | "number" | "total" | "stands" | "stood" | "put" | "figure"
            )
        })
    }

    fn begins_sentence(&self, i: usize) -> bool {
        i == 0 || ends_sentence(self.tokens.gap_before(i))
    }

    /// Whether a person or an outcome is named in the same sentence, not too far away.
    fn speaks_of_people(&self, i: usize) -> bool {
        let tokens = self.tokens;
        let names = |j: usize| person_at(tokens, j).is_some() || outcome_at(tokens, j).is_some();
        let before =
            (i.saturating_sub(40)..i).rev().take_while(|j| !ends_sentence(tokens.gap(*j))).any(names);
        let after = || {
            (i + 1..tokens.len().min(i + 20)).take_while(|j| !ends_sentence(tokens.gap_before(*j))).any(names)
        };
        before || after()
    }

    /// The word where the plural noun phrase with its noun at word `noun` begins, as far as it says how
    /// many: an article, "other", "some", or the noun itself. `None` where the phrase says that there
    /// are none ("no soldiers"), or only names whom a number counts ("the number of soldiers").
    pub fn determiner(&self, noun: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut i = noun;
        while i > 0 && noun - i < 4 && tokens.joined(i - 1) {
            if tokens.list[i - 1].is_digits() {
                return None; // Whatever the number is, it says how many.
            }
            match tokens.word(i - 1) {
                "no" | "aucun" | "aucune" | "without" | "sans" | "zero" | "any" => return None,
                "of" | "de" | "d" | "des" | "du"
                    if tokens.is(
                        i.wrapping_sub(2),
                        &["number", "nombre", "toll", "bilan", "proportion", "majority", "part"],
                    ) =>
                {
                    return None;
                }
                "other" | "autres" => {
                    let first = if tokens.is(i.wrapping_sub(2), &["d", "des", "les", "the", "some"]) {
                        i - 2
                    } else {
                        i - 1
                    };
                    return Some(first);
                }
                "many" if tokens.is(i.wrapping_sub(2), &["how"]) => return None,
                "the" | "some" | "des" | "les" | "many" | "numerous" => return Some(i - 1),
                "were" | "was" | "are" | "been" | "sont" | "etaient" | "ete" | "also" | "aussi"
                    if !tokens.is(i.wrapping_sub(2), &["there"]) =>
                {
                    return None; // "were also victims of": says what they are, not how many.
                }
                _ if is_function_word(tokens, i - 1) => return Some(noun),
                _ => i -= 1,
            }
        }
        Some(noun)
    }
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "were"
            | "was"
            | "are"
            | "have"
            | "had"
            | "of"
            | "being"
            | "ont"
            | "sont"
            | "avaient"
            | "etaient"
            | "d"
    )
}

/// Whether a sentence or paragraph ends in this gap.
fn ends_sentence(gap: &str) -> bool {
    gap.contains(['?', '!', '…'])
        || gap.contains("\n\n")
        || gap.contains(". ")
        || gap.contains(".\n")
        || gap.contains(".”")
        || gap.contains(".\"")
}
