//! Regular expressions, in which a letter stands for all the ways to write it.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};
use regex_syntax::{Error, ParserBuilder};

use super::fold::{Fold, Folded, is_accent};

/// A compiled pattern may take up so many bytes.
const SIZE: usize = 4 << 20;

/// A class of at most so many letters means just these: an `é` in it also means `e`. In a larger one,
/// such as all letters but `e`, it does not.
const FEW: u32 = 256;

/// A regular expression to look for.
#[derive(Clone, Debug)]
pub(super) struct Pattern(Regex);

impl Pattern {
    /// Compiles a regular expression.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn new(pattern: &str, fold: Fold, whole_words: bool) -> Result<Self, String> {
        let parsed =
            ParserBuilder::new().case_insensitive(!fold.case).multi_line(true).build().parse(pattern);
        let mut hir = widened(&parsed.map_err(|error| sentence(pattern, &error))?, fold);
        if whole_words {
            let (start, end) = (Hir::look(Look::WordStartHalfUnicode), Hir::look(Look::WordEndHalfUnicode));
            hir = Hir::concat(vec![start, hir, end]);
        }
        let regex = RegexBuilder::new(&hir.to_string()).size_limit(SIZE).build();
        regex.map(Self).map_err(|_| "The pattern is too large; repeat less in it, or shorten it.".to_owned())
    }

    /// Every place in `text`, in order; none is empty, and none overlaps another.
    pub fn spans<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.0.find_iter(text).map(|found| found.range()).filter(|span| !span.is_empty())
    }
}

fn sentence(pattern: &str, error: &Error) -> String {
    let (what, span) = match error {
        Error::Parse(error) => (error.kind().to_string(), error.span()),
        Error::Translate(error) => (error.kind().to_string(), error.span()),
        _ => return "The pattern cannot be read; escape signs such as ( [ * with a backslash.".to_owned(),
    };
    let place = pattern.get(..span.start.offset).map_or(0, |before| before.chars().count()) + 1;
    format!("The pattern cannot be read at letter {place}: {what}.")
}

/// The expression with every letter in all the ways to write it, and blanks of every kind and number
/// for a space.
fn widened(hir: &Hir, fold: Fold) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => hir.clone(),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Hir::concat(text.chars().map(|letter| one_letter(letter, fold)).collect()),
            Err(_) => hir.clone(),
        },
        HirKind::Class(Class::Unicode(class)) => with_accents(widened_class(class, fold), fold),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(widened(&repetition.sub, fold)),
            ..repetition.clone()
        }),
        // What a group matched is not asked for.
        HirKind::Capture(capture) => widened(&capture.sub, fold),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| widened(part, fold)).collect()),
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| widened(part, fold)).collect())
        }
    }
}

fn one_letter(letter: char, fold: Fold) -> Hir {
    let mut class = ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]);
    if letter == ' ' {
        class.push(ClassUnicodeRange::new('\t', '\r'));
        class.push(ClassUnicodeRange::new('\u{2028}', '\u{2029}'));
        let blank = Box::new(Hir::class(Class::Unicode(widened_class(&class, fold))));
        return Hir::repetition(Repetition { min: 1, max: None, greedy: true, sub: blank });
    }
    with_accents(widened_class(&class, fold), fold)
}

/// The class, and whatever differs from one of its letters only in what does not matter. Case is not
/// asked for here: the parser has seen to it. A line end is never added: `.` must not go past it.
fn widened_class(class: &ClassUnicode, fold: Fold) -> ClassUnicode {
    let fold = Fold { case: true, ..fold };
    let mut class = class.clone();
    let size: u32 =
        class.ranges().iter().map(|range| u32::from(range.end()) - u32::from(range.start()) + 1).sum();
    if size <= FEW {
        let bare = |(letter, folded): (char, Folded)| match folded.letters() {
            [one] if holds(&class, letter) => Some(ClassUnicodeRange::new(*one, *one)),
            _ => None,
        };
        let bare: Vec<_> = fold.special().filter_map(bare).collect();
        bare.into_iter().for_each(|range| class.push(range));
    }
    let mut wide = class.clone();
    for (letter, folded) in fold.special() {
        if let [one] = folded.letters()
            && holds(&class, *one)
            && !matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}')
        {
            wide.push(ClassUnicodeRange::new(letter, letter));
        }
    }
    wide
}

fn holds(class: &ClassUnicode, letter: char) -> bool {
    let ranges = class.ranges();
    let at = ranges.partition_point(|range| range.end() < letter);
    ranges.get(at).is_some_and(|range| range.start() <= letter)
}

/// A letter with the accents that may follow it.
fn with_accents(class: ClassUnicode, fold: Fold) -> Hir {
    let holds_accents = holds(&class, '\u{301}');
    let letter = Hir::class(Class::Unicode(class));
    if fold.accents || holds_accents {
        return letter;
    }
    let accents = ClassUnicode::new(
        ('\u{300}'..='\u{6ff}').filter(|c| is_accent(*c)).map(|c| ClassUnicodeRange::new(c, c)),
    );
    let accents = Box::new(Hir::class(Class::Unicode(accents)));
    Hir::concat(vec![letter, Hir::repetition(Repetition { min: 0, max: None, greedy: true, sub: accents })])
}
