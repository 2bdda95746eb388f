//! How many people a noun group means, and several of them together.

use super::Figures;
use super::chunk::{Determiner, Head, NounGroup};
use super::pack::Form;
use super::statement::{NumberForm, Span};

/// A count with the form in which it is given.
pub type Counted = (Figures, NumberForm, Option<Span>);

/// How many people a noun group means.
pub fn count_of(noun: &NounGroup<'_>) -> Counted {
    if let Some(number) = &noun.number {
        // "a patrol was wiped out": one patrol, and so many people.
        if matches!(noun.head, Head::Body(_)) && number.figure.is_some_and(|n| n < 20) {
            return (Figures::BLANK, NumberForm::None, None);
        }
        // "un couple": one pair.
        if noun.form == Form::Dual && number.figure == Some(1) {
            return (Figures::exactly(2), NumberForm::Singular, None);
        }
        return (number.figures, number.form, Some(number.span));
    }
    if noun.names.len() > 1 {
        return (Figures::exactly(noun.names.len() as u64), NumberForm::Names, None);
    }
    match noun.head {
        Head::Name => (Figures::exactly(1), NumberForm::Names, None),
        // "soldiers N. Lund, …": the first name of a list.
        Head::Person(_) if noun.form == Form::Plural && noun.names.len() == 1 => {
            (Figures::exactly(1), NumberForm::Names, None)
        }
        _ if noun.determiner == Determiner::No => (Figures::exactly(0), NumberForm::Words, None),
        Head::Person(_) | Head::Pronoun(_) | Head::Unknown if noun.form == Form::Singular => {
            let form = match (noun.determiner, noun.names.is_empty()) {
                (Determiner::Indefinite, _) => NumberForm::Article,
                (_, false) => NumberForm::Names,
                _ => NumberForm::Singular,
            };
            (Figures::exactly(1), form, None)
        }
        // "a guard and a beekeeper".
        Head::Unknown if noun.determiner == Determiner::Indefinite => {
            (Figures::exactly(1), NumberForm::Article, None)
        }
        Head::Person(_) if noun.form == Form::Dual => (Figures::exactly(2), NumberForm::Singular, None),
        Head::Number | Head::Outcome(_)
            if noun.form == Form::Singular || noun.ordinal || noun.determiner == Determiner::Indefinite =>
        {
            (Figures::exactly(1), NumberForm::Singular, None)
        }
        Head::Number if noun.other && noun.number.is_none() => {
            (Figures::at_least(2), NumberForm::Plural, None)
        }
        Head::Person(_) | Head::Number | Head::Outcome(_)
            if matches!(noun.form, Form::Plural | Form::Collective) =>
        {
            (Figures::at_least(2), NumberForm::Plural, None)
        }
        Head::Pronoun(_) => (Figures::at_least(2), NumberForm::Plural, None),
        Head::Outcome(_) => (Figures::at_least(2), NumberForm::Plural, None),
        _ => (Figures::BLANK, NumberForm::None, None),
    }
}

/// Adds counts; a blank one leaves the sum blank.
pub fn sum(counts: &[Figures]) -> Figures {
    let add = |part: fn(&Figures) -> Option<u64>| {
        counts.iter().map(part).try_fold(0u64, |sum, n| Some(sum.saturating_add(n?)))
    };
    let best = add(|f| f.best);
    // "about 10 and 2": the bounds of an exact member and of one without bounds are open.
    Figures { low: add(|f| f.low.or(f.best)), best, high: add(|f| f.high) }.tidy()
}

trait Tidy {
    fn tidy(self) -> Self;
}

impl Tidy for Figures {
    fn tidy(self) -> Self {
        match (self.low, self.best, self.high) {
            (Some(low), Some(best), None) if low == best => Self { low: None, best: Some(best), high: None },
            _ => self,
        }
    }
}
