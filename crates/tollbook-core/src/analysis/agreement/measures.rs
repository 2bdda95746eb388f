//! The measures of agreement, as they were published.

use std::ops::Range;

/// Cohen's kappa of two coders who put each unit into one of several categories: `table[a][b]` units are in
/// category `a` by the first and `b` by the second. `None` where chance alone explains everything, as where both
/// always use one category.
///
/// (po − pe) / (1 − pe), with the shares of agreement observed and expected from the margins. J. Cohen, “A
/// coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20 (1960), p. 40.
pub fn kappa<const N: usize>(table: &[[f64; N]; N]) -> Option<f64> {
    let total: f64 = table.iter().flatten().sum();
    let agreed: f64 = (0..N).map(|n| table[n][n]).sum();
    let row = |n: usize| table[n].iter().sum::<f64>();
    let column = |n: usize| table.iter().map(|row| row[n]).sum::<f64>();
    let expected: f64 = (0..N).map(|n| row(n) * column(n)).sum::<f64>() / total / total;
    let kappa = (agreed / total - expected) / (1.0 - expected);
    kappa.is_finite().then_some(kappa)
}

/// Krippendorff's alpha for numbers on an interval scale; each unit has the numbers that coders gave it. Units with
/// one number say nothing. `None` where all numbers are the same, or there are none.
///
/// 1 − Do / De, with the squared differences within units and between any two numbers. K. Krippendorff,
/// “Computing Krippendorff's alpha-reliability” (2011), section D.
pub fn alpha_interval(units: &[Vec<f64>]) -> Option<f64> {
    let units: Vec<&Vec<f64>> = units.iter().filter(|unit| unit.len() > 1).collect();
    let all: Vec<f64> = units.iter().flat_map(|unit| unit.iter().copied()).collect();
    let observed: f64 = units.iter().map(|unit| differences(unit) / (number(unit.len()) - 1.0)).sum();
    let expected = differences(&all) / (number(all.len()) - 1.0);
    let alpha = 1.0 - observed / expected;
    alpha.is_finite().then_some(alpha)
}

/// The squared differences of all pairs, in both orders: 2 (n Σx² − (Σx)²), from the mean, so that large numbers
/// keep their digits.
fn differences(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / number(values.len()).max(1.0);
    2.0 * number(values.len()) * values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
}

/// Krippendorff's alpha for annotating spans in a continuum of `length` places, of one category; each observer's spans
/// are in order and do not overlap. `None` where nobody annotates anything.
///
/// 1 − Do / De, with δ² of two sections and the expectation over all unitisings of the same spans. K. Krippendorff,
/// Content Analysis (2nd edition 2004), section 11.6; first in “On the reliability of unitizing continuous data”,
/// Sociological Methodology 25 (1995).
pub fn alpha_unitizing(observers: &[Vec<Range<usize>>], length: usize) -> Option<f64> {
    let alpha = 1.0 - observed_unitizing(observers, length) / expected_unitizing(observers, length);
    alpha.is_finite().then_some(alpha)
}

/// A stretch of the continuum: a span, or the gap between two.
struct Section {
    begin: f64,
    length: f64,
    is_span: bool,
}

fn sections(spans: &[Range<usize>], length: usize) -> Vec<Section> {
    let section = |range: Range<usize>, is_span| Section {
        begin: number(range.start),
        length: number(range.end) - number(range.start),
        is_span,
    };
    let mut found = Vec::new();
    let mut at = 0;
    for span in spans {
        if at < span.start {
            found.push(section(at..span.start, false));
        }
        found.push(section(span.clone(), true));
        at = span.end;
    }
    if at < length {
        found.push(section(at..length, false));
    }
    found
}

/// δ² of two sections.
fn distance(a: &Section, b: &Section) -> f64 {
    let begins = a.begin - b.begin;
    let ends = begins + a.length - b.length;
    match (a.is_span, b.is_span) {
        (true, true) if -a.length < begins && begins < b.length => begins * begins + ends * ends,
        (true, false) if begins >= 0.0 && ends <= 0.0 => a.length * a.length,
        (false, true) if begins <= 0.0 && ends >= 0.0 => b.length * b.length,
        _ => 0.0,
    }
}

fn observed_unitizing(observers: &[Vec<Range<usize>>], length: usize) -> f64 {
    let sections: Vec<Vec<Section>> = observers.iter().map(|spans| sections(spans, length)).collect();
    let mut sum = 0.0;
    for (n, one) in sections.iter().enumerate() {
        for other in &sections[n + 1..] {
            // Sections that do not overlap have no distance, so both lists are walked together.
            let (mut a, mut b) = (0, 0);
            while let (Some(first), Some(second)) = (one.get(a), other.get(b)) {
                sum += distance(first, second);
                let (first_end, second_end) = (first.begin + first.length, second.begin + second.length);
                a += usize::from(first_end <= second_end);
                b += usize::from(second_end <= first_end);
            }
        }
    }
    let (m, length) = (number(observers.len()), number(length));
    2.0 * sum / (m * (m - 1.0) * length * length)
}

fn expected_unitizing(observers: &[Vec<Range<usize>>], length: usize) -> f64 {
    let sections: Vec<Section> = observers.iter().flat_map(|spans| sections(spans, length)).collect();
    let (spans, gaps): (Vec<&Section>, Vec<&Section>) = sections.iter().partition(|section| section.is_span);
    let others = number(spans.len()) - 1.0;
    let mut sum = 0.0;
    for span in &spans {
        let l = span.length;
        sum += others / 3.0 * (2.0 * l.powi(3) - 3.0 * l.powi(2) + l);
        let fits: f64 = gaps.iter().filter(|gap| gap.length >= l).map(|gap| gap.length - l + 1.0).sum();
        sum += l * l * fits;
    }
    let own: f64 = spans.iter().map(|span| span.length * (span.length - 1.0)).sum();
    let (places, length) = (number(observers.len()) * number(length), number(length));
    2.0 / length * sum / (places * (places - 1.0) - own)
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_near(found: Option<f64>, expected: f64, within: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() <= within, "{found} is not {expected}");
    }

    /// Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (3rd edition 2003), table 18.1.
    #[test]
    fn kappa_is_as_in_fleiss() {
        is_near(kappa(&[[75.0, 1.0, 4.0], [5.0, 4.0, 1.0], [0.0, 0.0, 10.0]]), 0.676, 0.0005);
    }

    /// Krippendorff (1995), p. 57: Bertha and Bill.
    #[test]
    fn kappa_is_as_in_krippendorff() {
        is_near(kappa(&[[10.0, 0.0], [8.0, 6.0]]), 0.385, 0.001);
        assert_eq!(kappa(&[[24.0, 0.0], [0.0, 0.0]]), None, "one category is used");
        assert_eq!(kappa(&[[0.0, 0.0], [0.0, 0.0]]), None, "no unit");
    }

    /// Krippendorff (2011), section C and D: four observers, twelve units, missing values.
    #[test]
    fn alpha_of_numbers_is_as_in_krippendorff() {
        let units: [&[f64]; 12] = [
            &[1.0, 1.0, 1.0],
            &[2.0, 2.0, 3.0, 2.0],
            &[3.0, 3.0, 3.0, 3.0],
            &[3.0, 3.0, 3.0, 3.0],
            &[2.0, 2.0, 2.0, 2.0],
            &[1.0, 2.0, 3.0, 4.0],
            &[4.0, 4.0, 4.0, 4.0],
            &[1.0, 1.0, 2.0, 1.0],
            &[2.0, 2.0, 2.0, 2.0],
            &[5.0, 5.0, 5.0],
            &[1.0, 1.0],
            &[3.0],
        ];
        let units: Vec<Vec<f64>> = units.iter().map(|unit| unit.to_vec()).collect();
        is_near(alpha_interval(&units), 0.849, 0.0005);
        assert_eq!(alpha_interval(&[vec![3.0, 3.0]]), None, "nothing varies");
        assert_eq!(alpha_interval(&[]), None);
    }

    /// Krippendorff (2004), p. 254: a continuum of 300 from 150, categories c and k.
    #[test]
    fn alpha_of_spans_is_as_in_krippendorff() {
        let shift = |spans: &[(usize, usize)]| {
            spans.iter().map(|(begin, length)| begin - 150..begin - 150 + length).collect::<Vec<_>>()
        };
        let c = [shift(&[(225, 70), (370, 30)]), shift(&[(220, 80), (355, 20), (400, 20)])];
        assert!((observed_unitizing(&c, 300) - 0.0144).abs() < 0.0001);
        assert!((expected_unitizing(&c, 300) - 0.0532).abs() < 0.0001);
        is_near(alpha_unitizing(&c, 300), 0.7286, 0.0001);
        let k = [shift(&[(180, 60), (300, 50)]), shift(&[(180, 60), (300, 50)])];
        is_near(alpha_unitizing(&k, 300), 1.0, 1e-9);
        assert_eq!(alpha_unitizing(&[Vec::new(), Vec::new()], 300), None, "nobody marks anything");
    }
}
