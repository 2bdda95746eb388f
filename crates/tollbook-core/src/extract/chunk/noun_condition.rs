//! Words of a noun group that say in what condition its people are, and words that follow their noun.

use super::noun::Head;
use super::noun_builder::Builder;
use crate::extract::number::number_at;
use crate::extract::pack::{Category, Form};
use crate::extract::token::Letters;

impl<'a> Builder<'_, 'a> {
    /// "nueve militares más": where adjectives follow, so does "more".
    pub(super) fn is_more_after_noun(&self, at: usize) -> bool {
        let next = self.lexemes.get(at + 1);
        let ends = next.is_none_or(|next| {
            next.is(Category::OutcomeNoun)
                || number_at(self.lexemes, at + 1).is_none() && !self.is_noun_word(next)
        });
        self.pack.traits.adjective_after_noun
            && self.head_at.is_some()
            && self.noun.number.is_some()
            && matches!(self.noun.head, Head::Person(_))
            && self.lexemes[at].is(Category::Other)
            && ends
    }

    /// "three seriously injured soldiers".
    pub(super) fn is_adverb_of_condition(&self, at: usize) -> bool {
        let is = |at: usize, categories: &[Category]| {
            self.lexemes.get(at).is_some_and(|lexeme| lexeme.is_any(categories))
        };
        self.head_at.is_none()
            && self.noun.number.is_some()
            && self.lexemes[at].is(Category::Adverb)
            && is(at + 1, &[Category::TriggerAdjective, Category::TriggerVerb])
            && is(at + 2, &[Category::People, Category::Title])
    }

    /// An article that is written together with the adjective of the noun before it.
    pub(super) fn is_joined_article(&self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        self.pack.traits.no_capitals
            && self.pack.traits.adjective_after_noun
            && self.head_at.is_some()
            && lexeme.is(Category::DefiniteArticle)
            && self.lexemes.get(at + 1).is_some_and(|next| {
                let nationality =
                    next.entry(Category::Country).is_some_and(|entry| entry.form == Form::Adjective);
                next.span.start == lexeme.span.end
                    && (nationality || next.is(Category::PlainAdjective) && !next.is(Category::People))
            })
    }

    /// Whether "and", a number and another such adjective with its noun follow the adjective at `at`.
    fn shares_noun_behind_and(&self, at: usize) -> bool {
        let and = self.lexemes.get(at + 1).is_some_and(|next| next.is(Category::And));
        let Some((_, end)) = number_at(self.lexemes, at + 2).filter(|_| and) else { return false };
        self.lexemes.get(end).is_some_and(|next| next.is(Category::TriggerAdjective))
            && self.lexemes.get(end + 1).is_some_and(|next| next.is_any(&[Category::People, Category::Title]))
    }

    /// "two dead", "three wounded soldiers", "the injured".
    pub(super) fn take_condition(&mut self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        let Some(adjective) = lexeme
            .entry(Category::TriggerAdjective)
            .or_else(|| lexeme.entry(Category::OutcomeNoun).filter(|_| lexeme.is(Category::TriggerVerb)))
        else {
            return false;
        };
        if self.head_at.is_some() || lexeme.is(Category::TriggerNoun) {
            return false;
        }
        // Where adjectives follow, "القتلى ممرضة" is no dead nurse.
        // Where nouns have capitals, "200 Tote zurück" are no dead something.
        let capital = self.pack.traits.capital_nouns && lexeme.letters != Letters::Lower && !lexeme.shouted;
        let before_noun = !((self.pack.traits.construct || capital) && lexeme.is(Category::OutcomeNoun));
        let followed = self.lexemes.get(at + 1).is_some_and(|next| {
            before_noun
                && self.is_noun_word(next)
                // "onze morts côté rebelle".
                && !next.is(Category::Among)
                && (!next.unknown_word()
                    || next.letters == Letters::Lower
                        && !next.shouted
                        && !(self.pack.traits.adjective_after_noun && self.opened()))
        });
        if followed {
            self.noun.condition = Some((adjective, lexeme.span));
            return true;
        }
        // "vier getötete und sieben verletzte Soldaten": the noun stands once, behind the second adjective.
        if self.pack.traits.capital_nouns
            && self.noun.number.is_some()
            && lexeme.letters == Letters::Lower
            && self.shares_noun_behind_and(at)
        {
            self.set_head(at, Head::Outcome(adjective), Form::Plural);
            return true;
        }
        if let Some(noun) = lexeme.entry(Category::OutcomeNoun)
            && self.opened()
        {
            self.set_head(at, Head::Outcome(noun), Form::Plural);
            return true;
        }
        false
    }
}
