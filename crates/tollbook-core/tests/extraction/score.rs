//! Compares the statements that extraction reads with those that it should read.

use tollbook_core::extract::{Figures, Kind, Languages, Span, Statement, Status, extract};

use super::notation::{Expected, Sample, days, side_matches};

/// Right, wrong and blank of one field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field {
    /// As expected.
    pub right: usize,
    /// Otherwise.
    pub wrong: usize,
    /// Not read.
    pub blank: usize,
}

impl Field {
    fn add(&mut self, answer: Option<bool>) -> Option<bool> {
        match answer {
            Some(true) => self.right += 1,
            Some(false) => self.wrong += 1,
            None => self.blank += 1,
        }
        answer
    }

    fn percent(&self) -> String {
        let n = self.right + self.wrong + self.blank;
        let share = |part: usize| percent(part, n);
        format!("{:>3.0}/{:>2.0}/{:>3.0}", share(self.right), share(self.wrong), share(self.blank))
    }
}

/// A share in percent; 100 of nothing.
pub fn percent(part: usize, n: usize) -> f64 {
    if n == 0 { 100.0 } else { 100.0 * part as f64 / n as f64 }
}

/// Sums over samples.
#[derive(Debug, Default)]
pub struct Score {
    /// Statements that should be read.
    pub expected: usize,
    /// Of those, how many were read.
    pub found: usize,
    /// Casualty statements read.
    pub read: usize,
    /// Of those, how many nothing expected fits.
    pub false_positives: usize,
    /// Strengths read that nothing expected fits.
    pub false_strengths: usize,
    /// Expected statements with outcome, patient, kind and count right.
    pub all_right: usize,
    /// Their kinds.
    pub kind: Field,
    /// Their counts.
    pub count: Field,
    /// Their sides.
    pub side: Field,
    /// Their dates.
    pub date: Field,
    /// Their countries.
    pub country: Field,
}

impl Score {
    /// The heads of the columns of [`Score::row`].
    pub fn header() -> String {
        format!(
            "{:<22} {:>5} {:>6} {:>6} {:>6} {:>10} {:>10} {:>10} {:>10} {:>10}",
            "", "n", "found", "prec.", "right", "kind", "count", "side", "date", "country"
        )
    }

    /// The sums as a row of a table; fields as right/wrong/blank in percent.
    pub fn row(&self, name: &str) -> String {
        format!(
            "{name:<22} {:>5} {:>6.1} {:>6.1} {:>6.1} {:>10} {:>10} {:>10} {:>10} {:>10}",
            self.expected,
            percent(self.found, self.expected),
            self.precision(),
            self.right(),
            self.kind.percent(),
            self.count.percent(),
            self.side.percent(),
            self.date.percent(),
            self.country.percent(),
        )
    }

    /// Of the statements read, the share that were expected.
    pub fn precision(&self) -> f64 {
        percent(self.read - self.false_positives, self.read)
    }

    /// Of the statements expected, the share read with kind and count right.
    pub fn right(&self) -> f64 {
        percent(self.all_right, self.expected)
    }

    /// Of the statements expected, the share with a wrong count.
    pub fn wrong_counts(&self) -> f64 {
        percent(self.count.wrong, self.expected)
    }

    /// Adds one text. `show` gets a line for each difference.
    pub fn add(&mut self, sample: &Sample, languages: &Languages, show: &mut dyn FnMut(String)) {
        let text = sample.text.as_str();
        let mut statements = extract(text, &sample.context, languages);
        // What a passage denies it does not assert.
        statements.retain(|statement| statement.status != Status::Denied);
        let pairs = pair(sample, &statements);
        for (n, expected) in sample.expected.iter().enumerate() {
            if expected.optional {
                continue;
            }
            self.expected += 1;
            let Some((at, _)) = pairs.iter().enumerate().find(|(_, found)| **found == Some(n)) else {
                show(format!(
                    "{}: MISSED {} of: {}",
                    sample.place,
                    describe_expected(expected),
                    one_line(text)
                ));
                continue;
            };
            self.found += 1;
            let faults = self.compare(expected, &statements[at]);
            if !faults.is_empty() {
                let (wanted, read) = (describe_expected(expected), describe(text, &statements[at]));
                show(format!(
                    "{}: {} {wanted} READ {read} of: {}",
                    sample.place,
                    faults.join(" "),
                    one_line(text)
                ));
            }
        }
        for (statement, found) in statements.iter().zip(&pairs) {
            let strength = statement.kind == Kind::Strength;
            self.read += usize::from(!strength);
            if found.is_none() && statement.repeat.is_none() {
                if strength {
                    self.false_strengths += 1;
                } else {
                    self.false_positives += 1;
                }
                show(format!("{}: FALSE {} of: {}", sample.place, describe(text, statement), one_line(text)));
            }
        }
    }

    fn compare(&mut self, expected: &Expected, read: &Statement) -> Vec<&'static str> {
        let mut faults = Vec::new();
        let mut note = |answer: Option<bool>, wrong: &'static str, blank: &'static str| match answer {
            Some(true) => {}
            Some(false) => faults.push(wrong),
            None => faults.push(blank),
        };
        let kind = self.kind.add(Some(expected.kind == read.kind));
        note(kind, "KIND", "");
        let count = expected.count.map(|wanted| {
            let answer = (read.count.figures != Figures::BLANK).then_some(read.count.figures == wanted);
            self.count.add(answer)
        });
        if let Some(count) = count {
            note(count, "COUNT", "no-count");
        }
        if let Some(side) = &expected.side {
            let party = read.patient.as_ref();
            let own = party.and_then(|party| party.country.as_ref()).map(|named| named.name.as_str());
            let country = own.or(read.forces_of.as_ref().map(|forces| forces.name.as_str()));
            let answer = side_matches(side, party.and_then(|party| party.kind), country);
            note(self.side.add(answer), "SIDE", "no-side");
        }
        if let Some(date) = &expected.date {
            let range = read.date.as_ref().and_then(|date| date.range);
            let answer = match (date.as_str(), range) {
                ("-", range) => Some(range.is_none()),
                (_, None) => None,
                (written, Some(range)) => {
                    Some(days(written) == (range.first().to_string(), range.last().to_string()))
                }
            };
            note(self.date.add(answer), "DATE", "no-date");
        }
        if let Some(country) = &expected.country {
            let name = read.country.as_ref().map(|place| place.name.as_str());
            let answer = match (country.as_str(), name) {
                ("-", name) => Some(name.is_none()),
                (_, None) => None,
                (wanted, Some(name)) => Some(wanted == name),
            };
            note(self.country.add(answer), "COUNTRY", "no-country");
        }
        self.all_right += usize::from(kind == Some(true) && count.is_none_or(|count| count == Some(true)));
        faults
    }
}

/// For each statement read, the number of the expected statement that it is.
fn pair(sample: &Sample, statements: &[Statement]) -> Vec<Option<usize>> {
    let places: Vec<Vec<Span>> =
        sample.expected.iter().map(|expected| occurrences(&sample.text, &expected.patient)).collect();
    let mut pairs = vec![None; statements.len()];
    let mut taken = vec![false; sample.expected.len()];
    // The best fits first: kind and count, then count, then any.
    for demand in 0..3 {
        for (at, read) in statements.iter().enumerate() {
            if pairs[at].is_some() {
                continue;
            }
            let span = span_of(read);
            let fits = |n: &usize| {
                let expected = &sample.expected[*n];
                let strength = expected.kind == Kind::Strength;
                let kind = expected.kind == read.kind;
                let count = expected.count.is_none_or(|count| count == read.count.figures);
                !taken[*n]
                    && strength == (read.kind == Kind::Strength)
                    && expected.outcome == read.outcome
                    && places[*n].iter().any(|place| place.overlaps(span))
                    && (demand > 0 || kind && count)
                    && (demand > 1 || count)
            };
            if let Some(n) = (0..sample.expected.len()).find(fits) {
                taken[n] = true;
                pairs[at] = Some(n);
            }
        }
    }
    pairs
}

/// Where the words of a statement's people and number stand.
fn span_of(statement: &Statement) -> Span {
    let patient = statement.patient.as_ref().map(|party| party.span);
    match (patient, statement.count.written) {
        (Some(patient), Some(number)) => patient.with(number),
        (Some(span), None) | (None, Some(span)) => span,
        (None, None) => statement.trigger,
    }
}

/// Where the words stand in the text, whatever the white space and quotation marks between them.
fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let words: Vec<_> = words.split_whitespace().collect();
    let mut found = Vec::new();
    for (start, _) in text.match_indices(words[0]) {
        let whole = |at: usize, forward: bool| {
            let next = if forward { text[at..].chars().next() } else { text[..at].chars().next_back() };
            !next.is_some_and(char::is_alphanumeric)
        };
        let mut end = start;
        let fits = words.iter().enumerate().all(|(n, word)| {
            let rest = &text[end..];
            let blank = rest.len() - rest.trim_start().len();
            let fits = (n == 0 || blank > 0) && rest[blank..].starts_with(word);
            end += blank + word.len();
            fits
        });
        if fits && (whole(start, false) || arabic(text, start)) && whole(end, true) {
            found.push(Span::new(start, end));
        }
    }
    found
}

/// Arabic words may be written together with the word before.
fn arabic(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| ('\u{600}'..'\u{700}').contains(&c) || c.is_ascii_digit())
        && text[..at].chars().next_back().is_some_and(|c| ('\u{600}'..'\u{700}').contains(&c))
}

fn describe_expected(expected: &Expected) -> String {
    let count = expected.count.map_or("-".to_owned(), figures);
    format!("[{:?} {:?} {count} \"{}\"]", expected.kind, expected.outcome, expected.patient)
}

fn describe(text: &str, read: &Statement) -> String {
    let count = figures(read.count.figures);
    let party = read.patient.as_ref();
    format!(
        "[{:?} {:?} {count} \"{}\" by \"{}\" {:?} {:?} {:?} {:?} {:?}]",
        read.kind,
        read.outcome,
        one_line(span_of(read).words(text)),
        one_line(read.trigger.words(text)),
        read.slot,
        party.and_then(|party| party.kind),
        party.and_then(|party| party.country.as_ref()).map(|named| named.name.as_str()),
        read.date.as_ref().and_then(|date| date.range).map(|range| format!(
            "{}..{}",
            range.first(),
            range.last()
        )),
        read.country.as_ref().map(|place| place.name.as_str()),
    )
}

fn figures(figures: Figures) -> String {
    let part = |n: Option<u64>| n.map_or("_".to_owned(), |n| n.to_string());
    format!("{}/{}/{}", part(figures.low), part(figures.best), part(figures.high))
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 220 { line.chars().take(220).collect() } else { line }
}
