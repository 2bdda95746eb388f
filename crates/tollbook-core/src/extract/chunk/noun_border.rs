//! Where a noun group ends, and what it then is about.

use super::noun::{Determiner, Head, NounGroup};
use super::noun_builder::Builder;
use super::verb::toll_number_follows;
use crate::extract::PartyKind;
use crate::extract::lexeme::Lexeme;
use crate::extract::number::number_at;
use crate::extract::pack::{Category as C, Form, Pack};
use crate::extract::token::{Letters, Shape};

impl<'a> Builder<'_, 'a> {
    pub(super) fn adjective_describes_next(&self, at: usize) -> bool {
        // Over further adjectives to a noun: "party national revolutionary movement".
        self.name.is_none()
            && self.lexemes[at + 1..]
                .iter()
                .take(4)
                .take_while(|next| {
                    next.is_any(&[C::People, C::Thing, C::Body, C::PlainAdjective, C::PlaceNoun])
                })
                .any(|next| next.is_any(&[C::People, C::Thing, C::Body, C::PlaceNoun]))
    }

    /// "من عائلة واحدة": where adjectives follow nouns, "one" behind a noun that is no people describes it.
    pub(super) fn is_one_behind_noun(&self, at: usize) -> bool {
        self.pack.traits.construct
            && self.head_at.is_some()
            && self.noun.number.is_none()
            && matches!(self.noun.head, Head::Body(_) | Head::Thing | Head::Unknown)
            && number_at(self.lexemes, at).is_some_and(|(number, end)| {
                number.figure == Some(1) && number.form == crate::extract::NumberForm::Words && end == at + 1
            })
            && !self.lexemes.get(at + 1).is_some_and(|next| next.is(C::People))
    }

    /// Words at which every noun group ends.
    pub(super) fn ends_group(&self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        // "بحياة أم": a word for "or" that is also one for a person.
        let person =
            self.pack.traits.construct && self.head_at.is_none() && lexeme.is(C::Or) && lexeme.is(C::People);
        let small = !person
            && lexeme.is_any(&[
                C::DefiniteArticle,
                C::IndefiniteArticle,
                C::Demonstrative,
                C::PossessiveWord,
                C::PossessiveMark,
                C::Pronoun,
                C::Relative,
                C::RelativePlace,
                C::ClauseOpener,
                C::Condition,
                C::That,
                C::Of,
                C::By,
                C::Among,
                C::PlacePreposition,
                C::Preposition,
                C::According,
                C::Since,
                C::And,
                C::Or,
                C::But,
                C::Added,
                C::Including,
                C::Be,
                C::Have,
                C::Modal,
                C::To,
                C::Negation,
                C::NoQuantity,
                C::Whole,
            ]);
        // "الجنود الهولنديين": the article is repeated before an adjective.
        let repeated = self.pack.traits.construct
            && lexeme.is(C::DefiniteArticle)
            && self.noun.determiner == Determiner::Definite
            && self.head_at.is_some()
            && self.lexemes.get(at + 1).is_some_and(|next| {
                next.is(C::PlainAdjective)
                    || next.unknown_word()
                    || next.entry(C::Country).is_some_and(|entry| entry.form == Form::Adjective)
            });
        if repeated {
            return false;
        }
        if small && !lexeme.is_any(&[C::Group, C::Country]) {
            return true;
        }
        if lexeme.is(C::Adverb) && !lexeme.is_any(&[C::PlainAdjective, C::People, C::Thing]) {
            return true;
        }
        // "bei einem Anschlag Medienberichten zufolge": whose word it is begins a group of its own.
        let source = self.head_at.is_some()
            && self.pack.traits.capital_nouns
            && self
                .lexemes
                .get(at + 1)
                .is_some_and(|next| next.entry(C::According).is_some_and(|entry| entry.detail.weak));
        if source {
            return true;
        }
        // "فقد سبعة عمال حياتهم": what they lost is no part of who lost it.
        if lexeme.is(C::Life) && self.head_at.is_some() {
            return true;
        }
        // "two men with stab wounds", "15 of the villagers to death".
        let apart = lexeme.entry(C::OutcomeNoun).is_some_and(|entry| entry.detail.plain);
        if apart && (self.head_at.is_some() || self.opened()) {
            return true;
        }
        // People in the plural describe no noun after them: "students set off", "soldiers prisoner".
        if matches!(self.noun.head, Head::Person(_))
            && self.noun.form == Form::Plural
            && self.name.is_none()
            && !lexeme.hyphen
            && !self.pack.traits.adjective_after_noun
            && (lexeme.is_any(&[C::Thing, C::PlaceNoun]) && !lexeme.is_any(&[C::People, C::Title])
                || lexeme.entry(C::OutcomeNoun).is_some_and(|entry| entry.form == Form::Singular))
        {
            return true;
        }
        // "مسلحون مجهولون مدير المستشفى": behind an adjective of several, one person is another.
        if self.pack.traits.construct
            && matches!(self.noun.head, Head::Person(_))
            && self.noun.form == Form::Plural
            && self.noun.number.is_none()
            && self.head_at.is_some_and(|head| head + 1 < at)
            && lexeme
                .entry(C::People)
                .or_else(|| lexeme.entry(C::Title))
                .is_some_and(|entry| entry.form == Form::Singular)
            && !lexeme.is(C::PlainAdjective)
            && !self.lexemes[at - 1].is(C::DefiniteArticle)
        {
            return true;
        }
        // "وثقت شبكة درعا 24 مقتل": a number counts no noun of an event.
        if self.pack.traits.construct
            && self.head_at.is_none()
            && self.noun.number.is_some()
            && lexeme.is(C::TriggerNoun)
            && !lexeme.is_any(&[C::OutcomeNoun, C::People, C::Thing])
        {
            return true;
        }
        // "killing 19 fighters for the loss of four".
        if matches!(self.noun.head, Head::Person(_))
            && self.noun.form == Form::Plural
            && self.noun.number.is_some()
            && !lexeme.hyphen
            && !self.pack.traits.adjective_after_noun
            && lexeme.entry(C::TriggerNoun).is_some_and(|entry| entry.detail.weak)
        {
            return true;
        }
        // "in dem Einsatz gefallenen Soldaten": where nouns have capitals, an adjective after one begins a group.
        if self.pack.traits.capital_nouns
            && self.head_at.is_some()
            && !lexeme.shouted
            && lexeme.letters == Letters::Lower
            && lexeme.is_any(&[C::TriggerAdjective, C::PlainAdjective])
            && self.lexemes.get(at + 1).is_some_and(|next| self.is_noun_word(next))
        {
            return true;
        }
        // A number begins another group.
        if self.head_at.is_some()
            && number_at(self.lexemes, at).is_some()
            && !lexeme.is_any(&[C::People, C::Thing])
        {
            return true;
        }
        // A verb with no other reading.
        let verb_only = !lexeme.entries.is_empty()
            && lexeme.entries.iter().all(|entry| {
                matches!(
                    entry.category,
                    C::Verb
                        | C::Say
                        | C::Deny
                        | C::Plan
                        | C::Result
                        | C::TollVerb
                        | C::Include
                        | C::TriggerVerb
                        | C::Auxiliary
                ) && matches!(
                    entry.form,
                    Form::Finite | Form::Past | Form::Gerund | Form::Participle | Form::Plain
                )
            });
        let opened_before = self.head_at.is_none() && self.opened();
        verb_only && !(opened_before && self.lexemes.get(at + 1).is_some_and(|next| self.is_noun_word(next)))
            || self.is_verb_after_head(at)
    }

    /// After a head, a word that may be a verb is one: "soldiers wounded in", "the mayor died".
    pub(super) fn is_verb_after_head(&self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        if self.head_at.is_none() || lexeme.hyphen {
            return false;
        }
        let verb = lexeme.entries.iter().find(|entry| {
            matches!(
                entry.category,
                C::Verb | C::Say | C::Deny | C::Plan | C::Result | C::TollVerb | C::Include | C::TriggerVerb
            )
        });
        let noun =
            lexeme.is_any(&[C::People, C::Thing, C::PlaceNoun, C::TriggerNoun, C::Title, C::Body, C::Unit]);
        let participle = lexeme.entries.iter().any(|entry| {
            entry.category == C::TriggerVerb && matches!(entry.form, Form::Past | Form::Participle)
        });
        match verb.map(|entry| if participle { Form::Past } else { entry.form }) {
            // "struck a market killing 84 people": with an object of its own it is no noun.
            Some(Form::Gerund)
                if lexeme.is(C::TriggerVerb)
                    && self.lexemes.get(at + 1).is_some_and(|next| {
                        matches!(next.shape, Shape::Number(_))
                            || next.is_any(&[C::Number, C::AtLeast, C::MoreThan])
                    }) =>
            {
                true
            }
            Some(Form::Past | Form::Participle | Form::Gerund) => {
                !noun || lexeme.is(C::TriggerVerb) && !lexeme.is(C::TriggerNoun)
            }
            Some(Form::Finite) => {
                // "the attack brings to 52": a verb of a toll before its number.
                let toll = lexeme.is(C::TollVerb) && toll_number_follows(self.lexemes, at);
                toll || !noun
                    || self.lexemes.get(at + 1).is_some_and(|next| {
                        next.is_any(&[C::DefiniteArticle, C::IndefiniteArticle, C::Number, C::PossessiveWord])
                            || matches!(next.shape, Shape::Number(_))
                    }) && self.name.is_none()
            }
            _ => false,
        }
    }

    pub(super) fn is_noun_word(&self, lexeme: &Lexeme<'_>) -> bool {
        lexeme.date.is_none()
            && (lexeme.is_any(&[
                C::People,
                C::Title,
                C::Body,
                C::Unit,
                C::Thing,
                C::PlaceNoun,
                C::PlainAdjective,
                C::Country,
                C::Group,
                C::OutcomeNoun,
                C::TriggerNoun,
            ]) || lexeme.unknown_word())
    }

    /// "einen der beiden": an article for one, and another group with its own.
    fn one_of_next(&self, end: usize) -> bool {
        self.pack.traits.verb_last
            && self.noun.determiner == Determiner::Indefinite
            && self.lexemes.get(end).is_some_and(|next| next.is(C::DefiniteArticle))
    }

    /// Where "other" has no article and a form for one, it is one.
    fn another(&self) -> bool {
        self.pack.traits.construct && self.noun.other && self.noun.form == Form::Singular
    }

    /// Settles what the group is about; `None` where it is nothing.
    pub(super) fn finish(&mut self, start: usize, end: usize) -> Option<()> {
        let empty = end == start;
        // "erschoss 1977 Generalbundesanwalt Buback": a year, since one person is named.
        let year = self.noun.number.as_ref().is_some_and(|number| {
            number.form == crate::extract::NumberForm::Digits
                && number.figure.is_some_and(|figure| (1900..2100).contains(&figure))
        });
        if year
            && matches!(self.noun.head, Head::Person(_))
            && !self.noun.names.is_empty()
            && self.noun.determiner == Determiner::None
        {
            self.noun.form = Form::Singular;
            self.noun.number = None;
        }
        if self.former && matches!(self.noun.party, Some(PartyKind::StateForces | PartyKind::ArmedGroup)) {
            self.noun.party = None;
            self.noun.party_span = None;
        }
        // "drei wurden verletzt und einer getötet".
        let alone = empty
            && self.pack.traits.verb_last
            && self.noun.determiner == Determiner::Indefinite
            && self.lexemes.get(end).is_some_and(|next| next.is(C::TriggerVerb));
        if empty {
            if self.noun.number.is_some()
                || alone
                || self.noun.determiner == Determiner::No
                || self.noun.other
                || self.noun.ordinal
                || self.noun.determiner == Determiner::Whole
                || self.one_of_next(end)
            {
                self.noun.head = Head::Number;
                // "the other" is one, "the others" and "other" alone are several.
                // So is "another" before its verb: "and another seriously wounded".
                let next =
                    self.lexemes[end.min(self.lexemes.len())..].iter().find(|next| !next.is(C::Adverb));
                let verb = next.is_some_and(|next| next.is_any(&[C::TriggerVerb, C::SingularVerb]));
                let one = (self.noun.determiner == Determiner::Definite || verb && self.noun.other)
                    && self.noun.form == Form::Singular;
                let one = one || alone || self.one_of_next(end) || self.another();
                self.noun.form = if (one || self.noun.ordinal) && self.noun.number.is_none() {
                    Form::Singular
                } else {
                    Form::Plain
                };
                return Some(());
            }
            return self.opened().then_some(());
        }
        // "a 42-year-old": an adjective alone, with an article for one person.
        if self.head_at.is_none()
            && matches!(
                self.noun.determiner,
                Determiner::Indefinite | Determiner::Possessive | Determiner::Definite
            )
            && self.lexemes[start..end]
                .iter()
                .any(|l| l.entry(C::Age).is_some_and(|entry| !entry.detail.weak))
        {
            self.noun.head = Head::Number;
            self.noun.form = Form::Singular;
            return Some(());
        }
        let head = self.head_at.map(|at| &self.lexemes[at]);
        if self.pack.traits.capital_nouns
            && matches!(self.noun.head, Head::Unknown)
            && head.is_some_and(|head| head.letters == Letters::Lower && !head.shouted && head.unknown_word())
        {
            // "nahm sechs gefangen", "griffen": no noun.
            if self.noun.number.is_none() && !self.noun.other {
                return None;
            }
            self.noun.head = Head::Number;
        }
        if self.noun.party.is_none()
            && matches!(self.noun.head, Head::Outcome(_) | Head::Number)
            && let Some((party, span)) = self.modifier_party
        {
            // "six FARC deaths", "12 rebel dead".
            self.noun.party = Some(party);
            self.noun.party_span = Some(span);
        }
        let country_people = matches!(self.noun.head, Head::Unknown)
            && self.noun.country.as_ref().is_some_and(|country| country.span == self.noun.head_span);
        if country_people {
            // A nationality for a head: people, where a number or an article says so.
            let last = self.lexemes[end - 1].span;
            let word_ends = last == self.noun.head_span;
            if word_ends && self.opened() {
                // "otro español".
                let another =
                    self.noun.other && self.noun.form == Form::Singular && self.noun.number.is_none();
                self.noun.form = if self.noun.determiner == Determiner::Indefinite || another {
                    Form::Singular
                } else {
                    Form::Plural
                };
                self.noun.head = Head::Number;
            }
        }
        Some(())
    }
}

/// "الجنود الأربعة", "جنديين اثنين": where adjectives follow nouns without a word between, so do numbers. The lexeme
/// after it.
pub(super) fn number_after(
    lexemes: &[Lexeme<'_>],
    noun: &mut NounGroup<'_>,
    end: usize,
    pack: &Pack,
) -> usize {
    let counts = pack.traits.construct
        && noun.number.is_none()
        && matches!(noun.head, Head::Person(_) | Head::Outcome(_))
        && matches!(noun.form, Form::Plural | Form::Dual);
    if !counts {
        return end;
    }
    let article = lexemes.get(end).is_some_and(|next| next.is(C::DefiniteArticle));
    let counted = number_at(lexemes, end + usize::from(article)).filter(|(number, after)| {
        number.figure.is_some()
            && (article || number.figure == Some(2))
            && !lexemes.get(*after).is_some_and(|next| next.is(C::People))
    });
    match counted {
        Some((number, after)) => {
            noun.number = Some(number);
            after
        }
        None => end,
    }
}
