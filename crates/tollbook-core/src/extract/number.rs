//! Numbers of people, with the words that bound them.

use super::Figures;
use super::lexeme::Lexeme;
use super::pack::Category;
use super::statement::{NumberForm, Span};
use super::token::Shape;

/// A number as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberWords {
    /// All its words, with those that bound it.
    pub span: Span,
    /// Low, best and high.
    pub figures: Figures,
    /// In what form it is given.
    pub form: NumberForm,
    /// The figure alone, where it is one figure.
    pub figure: Option<u64>,
    /// The words say "other": these are not the people named before.
    pub other: bool,
    /// Two figures with "to" between, after no word like "between".
    pub from_to: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    FewerThan,
    About,
    Exactly,
}

fn bound_of(lexeme: &Lexeme<'_>) -> Option<Bound> {
    [
        (Category::AtLeast, Bound::AtLeast),
        (Category::MoreThan, Bound::MoreThan),
        (Category::AtMost, Bound::AtMost),
        (Category::FewerThan, Bound::FewerThan),
        (Category::About, Bound::About),
        (Category::Exactly, Bound::Exactly),
    ]
    .into_iter()
    .find_map(|(category, bound)| lexeme.is(category).then_some(bound))
}

/// One figure, how it was written, and the lexeme after it. "Dozens" gives only a least number.
fn figure(lexemes: &[Lexeme<'_>], start: usize) -> Option<(Plain, usize)> {
    let first = lexemes.get(start)?;
    if first.date.is_some() {
        return None;
    }
    let value_of =
        |at: usize, category| lexemes.get(at).and_then(|l: &Lexeme<'_>| l.entry(category)).map(|e| e.value);
    let (mut total, mut current, mut at, mut digits) = (0u64, None::<u64>, start, false);
    while let Some(lexeme) = lexemes.get(at).filter(|lexeme| lexeme.date.is_none()) {
        if let Shape::Number(value) = lexeme.shape {
            // "45 were": a figure in digits is complete, but for a multiplier after it.
            if current.is_some()
                || lexeme.hyphen && at > 0 && !matches!(lexemes[at - 1].shape, Shape::Number(_))
            {
                break;
            }
            (current, digits) = (Some(value), true);
        } else if let Shape::Decimal { digits, divisor } = lexeme.shape {
            // "8.5 million".
            let many = value_of(at + 1, Category::Multiplier)
                .or_else(|| value_of(at + 1, Category::PluralMultiplier).map(|value| value / 2))
                .filter(|value| *value >= 1000);
            let Some(many) = many.filter(|_| current.is_none()) else { break };
            (total, current) = (digits.saturating_mul(many) / divisor, Some(0));
            at += 1;
        } else if let Some(value) = value_of(at, Category::Number)
            // "12 ألفا": behind figures a word that may multiply does.
            && !(digits && lexeme.is(Category::Multiplier))
        {
            match current {
                None => current = Some(value),
                Some(_) if digits => break,
                Some(sum) if sum % 100 == 0 && sum > 0 && value < 100 => current = Some(sum + value),
                Some(sum) if sum % 10 == 0 && (20..100).contains(&(sum % 100)) && value < 10 => {
                    current = Some(sum + value)
                }
                // "twelve ten": not one number. Units before tens: "drei und zwanzig".
                Some(_) => break,
            }
        } else if let Some(value) = value_of(at, Category::Multiplier) {
            // A multiplier alone needs an article before it, or stands for itself ("hundert", "cent").
            let sum = current.unwrap_or(1).max(1);
            if value >= 1000 {
                total = total.saturating_add(sum.saturating_mul(value));
                current = Some(0);
                digits = false;
            } else {
                current = Some(sum.saturating_mul(value));
            }
        } else if let Some(value) = value_of(at, Category::PluralMultiplier) {
            // "hundreds", "several thousand"; with a figure before it, a multiplier: "deux cents".
            if let Some(sum) = current {
                // "2013 مئات": a year, and then hundreds.
                if digits && sum >= 1000 {
                    break;
                }
                let times = value / 2;
                if times >= 1000 {
                    total = total.saturating_add(sum.max(1).saturating_mul(times));
                    current = Some(0);
                } else {
                    current = Some(sum.max(1).saturating_mul(times));
                }
                digits = false;
            } else {
                let mut low = value;
                at += 1;
                // "hundreds of thousands", "tens of thousands".
                let of = lexemes.get(at).is_some_and(|l| l.is(Category::Of));
                if of && let Some(more) = value_of(at + 1, Category::PluralMultiplier) {
                    low = low.saturating_mul(more / 2);
                    at += 2;
                }
                return Some((Plain { low, about: false, vague: true, form: NumberForm::Vague }, at));
            }
        } else if let Some(value) = value_of(at, Category::AboutNumber) {
            if current.is_some() {
                break;
            }
            at += 1;
            return Some((Plain { low: value, about: true, vague: false, form: NumberForm::Words }, at));
        } else if lexeme.is(Category::NumberJoiner) && current.is_some() {
            // "two hundred and five", "treinta y un", "vingt et un".
            let sum = current.unwrap_or(0);
            let next = value_of(at + 1, Category::Number);
            // "59 ألف و500": hundreds in digits behind a word for thousands.
            if total > 0
                && sum == 0
                && joiner_takes_tens(lexemes, at)
                && let Some(Shape::Number(rest @ 1..1000)) = lexemes.get(at + 1).map(|l| l.shape)
            {
                current = Some(rest);
                at += 2;
                break;
            }
            let fits = !digits
                && next.is_some_and(|next| {
                    (sum % 100 == 0 || total > 0 && sum == 0) && next < 100
                        || sum % 10 == 0 && (20..100).contains(&(sum % 100)) && next < 20
                });
            // Only where the words are written as one number: "twenty and two" is two numbers.
            let tens = sum % 100 != 0;
            let joins = fits && (!tens || joiner_takes_tens(lexemes, at));
            if !joins {
                break;
            }
            if let (Some(next), true) = (next, tens && next.is_some_and(|n| n >= 10)) {
                current = Some(sum + next);
                at += 2;
                continue;
            }
        } else {
            break;
        }
        at += 1;
    }
    // A joiner at the end belongs to what follows.
    let value = total.saturating_add(current?);
    if at == start {
        return None;
    }
    let form = if matches!(first.shape, Shape::Number(_) | Shape::Decimal { .. }) {
        NumberForm::Digits
    } else {
        NumberForm::Words
    };
    Some((Plain { low: value, about: false, vague: false, form }, at))
}

/// Whether the joiner's language joins tens and units with it ("treinta y un"), as its header says.
fn joiner_takes_tens(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    lexemes[at].entry(Category::NumberJoiner).is_some_and(|entry| entry.detail.weak)
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Plain {
    low: u64,
    about: bool,
    vague: bool,
    form: NumberForm,
}

/// The number that begins at lexeme `start`, with the words that bound it, and the lexeme after it.
pub fn number_at(lexemes: &[Lexeme<'_>], start: usize) -> Option<(NumberWords, usize)> {
    let mut at = start;
    let mut bounds = Vec::new();
    let mut between = false;
    let mut other = false;
    // A number joined to a word before it by a hyphen names a thing: "M-16".
    if lexemes.get(start)?.hyphen && start > 0 && !matches!(lexemes[start - 1].shape, Shape::Number(_)) {
        return None;
    }
    if start > 0 && matches!(lexemes[start - 1].shape, Shape::Money) {
        return None;
    }
    loop {
        let lexeme = lexemes.get(at)?;
        if lexeme.is(Category::Between) {
            between = true;
        } else if let Some(bound) = bound_of(lexeme) {
            bounds.push(bound);
        } else if lexeme.is(Category::Quantifier) && at + 1 < lexemes.len() {
        } else if lexeme.is(Category::Other) && !bounds.is_empty() {
            other = true;
        } else {
            break;
        }
        at += 1;
        if at > start + 5 {
            return None;
        }
    }
    // "another", "two other", "a further": passed over before and after the figure.
    let article = lexemes.get(at).is_some_and(|l| l.is(Category::IndefiniteArticle))
        && lexemes.get(at + 1).is_some_and(|l| {
            l.is_any(&[
                Category::Multiplier,
                Category::PluralMultiplier,
                Category::AboutNumber,
                Category::Other,
            ]) || l.entry(Category::Number).is_some() && l.is(Category::Multiplier)
        });
    let mut before_figure = at;
    if article {
        before_figure += 1;
    }
    while lexemes.get(before_figure).is_some_and(|l| l.is(Category::Other)) {
        other = true;
        before_figure += 1;
    }
    if let Some(vague) = lexemes.get(before_figure).and_then(|l| l.entry(Category::Vague)) {
        let mut end = before_figure + 1;
        let mut low = vague.value;
        if lexemes.get(end).is_some_and(|l| l.is(Category::Of))
            && lexemes.get(end + 1).is_some_and(|l| l.is(Category::PluralMultiplier))
        {
            end += 1;
        }
        for category in [Category::PluralMultiplier, Category::Multiplier] {
            if let Some(times) = lexemes.get(end).and_then(|l| l.entry(category)) {
                let times =
                    if category == Category::PluralMultiplier { times.value / 2 } else { times.value };
                low = low.saturating_mul(times);
                end += 1;
                break;
            }
        }
        while lexemes.get(end).is_some_and(|l| l.is(Category::Other)) {
            other = true;
            end += 1;
        }
        let span = lexemes[start].span.with(lexemes[end - 1].span);
        let figures = Figures { low: (low > 0).then_some(low), best: None, high: None };
        return Some((
            NumberWords { span, figures, form: NumberForm::Vague, figure: None, other, from_to: false },
            end,
        ));
    }
    // "some were wounded", "killed some passengers": no figure behind a word that may also stand before one.
    let some = lexemes[start].entry(Category::Vague).filter(|_| at == start + 1 && !other);
    let alone = lexemes.get(at).is_some_and(|l| l.is_any(&[Category::Be, Category::Have]));
    let found = figure(lexemes, before_figure).filter(|_| some.is_none() || !alone);
    let before_noun = lexemes.get(at).is_some_and(|l| l.shape == Shape::Word && l.date.is_none());
    if found.is_none()
        && let Some(vague) = some.filter(|_| alone || before_noun)
    {
        let figures = Figures { low: (vague.value > 0).then_some(vague.value), best: None, high: None };
        let span = lexemes[start].span;
        let form = NumberForm::Vague;
        return Some((NumberWords { span, figures, form, figure: None, other, from_to: false }, at));
    }
    let (first, mut end) = found?;
    // A number with a unit joined to it, or a share.
    if lexemes.get(end).is_some_and(|l| l.shape == Shape::Percent) {
        return None;
    }
    let mut second = None;
    let from_to = lexemes.get(end).is_some_and(|l| l.is(Category::RangeTo));
    let range_word = lexemes
        .get(end)
        .is_some_and(|l| l.shape == Shape::Dash || l.is(Category::RangeTo) || between && l.is(Category::And));
    let mut low = first.low;
    if range_word && let Some((high, after)) = figure(lexemes, end + 1) {
        low = in_thousands_of(first.low, high.low);
        if high.low > low && (between || lexemes[end].shape == Shape::Dash || plausible_range(low, high.low))
        {
            second = Some(high);
            end = after;
        }
    } else if let Some(next) = lexemes.get(end)
        && next.hyphen
        && let Shape::Number(value) = next.shape
        && value > first.low
    {
        low = in_thousands_of(first.low, value);
        second = Some(Plain { low: value, about: false, vague: false, form: NumberForm::Digits });
        end += 1;
    }
    let mut postfix = None;
    if let Some(lexeme) = lexemes.get(end) {
        if lexeme.is(Category::OrMore) {
            postfix = Some(Bound::AtLeast);
            end += 1;
        } else if lexeme.is(Category::OrSo) {
            postfix = Some(Bound::About);
            end += 1;
        }
    }
    while lexemes.get(end).is_some_and(|l| l.is(Category::Other)) {
        other = true;
        end += 1;
    }
    if between && second.is_none() {
        // "from 20": no range, and the word is a preposition.
        return None;
    }
    let bound = postfix.or_else(|| bounds.iter().copied().find(|b| *b != Bound::Exactly));
    let n = first.low;
    let figures = match (second, bound) {
        (Some(high), _) => Figures { low: Some(low), best: None, high: Some(high.low) },
        (None, _) if first.vague => Figures { low: Some(n), best: None, high: None },
        (None, Some(Bound::AtLeast)) => Figures { low: Some(n), best: None, high: None },
        (None, Some(Bound::MoreThan)) => Figures { low: Some(n.saturating_add(1)), best: None, high: None },
        (None, Some(Bound::AtMost)) => Figures { low: None, best: None, high: Some(n) },
        (None, Some(Bound::FewerThan)) => Figures { low: None, best: None, high: Some(n.saturating_sub(1)) },
        (None, Some(Bound::About)) => Figures { low: None, best: Some(n), high: None },
        (None, _) if first.about => Figures { low: None, best: Some(n), high: None },
        (None, _) => Figures::exactly(n),
    };
    let span = lexemes[start].span.with(lexemes[end - 1].span);
    let exact = second.is_none() && !first.vague;
    let from_to = from_to && second.is_some();
    Some((NumberWords { span, figures, form: first.form, figure: exact.then_some(n), other, from_to }, end))
}

/// "50-60,000": the first figure of a range, which may stand for thousands as the second does.
fn in_thousands_of(low: u64, high: u64) -> u64 {
    let scaled = low.saturating_mul(1000);
    let shares = low < 1000 && high.is_multiple_of(1000) && scaled < high && plausible_range(scaled, high);
    if shares { scaled } else { low }
}

/// Two figures with "to" between are a range where the second is not much larger.
fn plausible_range(low: u64, high: u64) -> bool {
    high <= low.saturating_mul(10)
}
