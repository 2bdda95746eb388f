//! How far coders agree who read the same articles: by code, in sentences or tokens, in spans and in counts.

pub mod measures;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use self::measures::{alpha_interval, alpha_unitizing, kappa};
use crate::anchoring::words;
use crate::model::{
    Annotation, AnnotationId, ArticleId, CodeId, EntryId, List, Project, ReadState, Relation,
};
use crate::text::sentence::sentences;

/// What is compared for kappa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Sentences: a code is in one if it has a span in it.
    #[default]
    Sentences,
    /// Words and signs.
    Tokens,
}

/// The agreement of two coders on the articles that both have read.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The coders.
    pub coders: [EntryId; 2],
    /// How many articles both have read whose text is at hand.
    pub articles: usize,
    /// How many sentences or tokens these have.
    pub units: usize,
    /// By code, in the order of the codebook; codes that neither used are left out.
    pub codes: Vec<CodeAgreement>,
    /// Where they differ, in the order of the articles' paths and of the text.
    pub differences: Vec<Difference>,
}

/// The agreement on one code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeAgreement {
    /// The code.
    pub code: CodeId,
    /// Units in which both have it.
    pub both: usize,
    /// Units in which one alone has it: the first, the second.
    pub only: [usize; 2],
    /// Cohen's kappa over the units.
    pub kappa: Option<f64>,
    /// How many spans each has.
    pub spans: [usize; 2],
    /// Krippendorff's alpha of the spans.
    pub alpha_spans: Option<f64>,
    /// How many pairs of claims on overlapping spans have a best figure each.
    pub counts: usize,
    /// Krippendorff's alpha of these figures.
    pub alpha_counts: Option<f64>,
}

/// A place where two coders differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The article.
    pub article: ArticleId,
    /// What differs.
    pub what: What,
    /// The annotation of each, where they have one.
    pub annotations: [Option<AnnotationId>; 2],
}

/// What differs between two annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// One alone has annotated these words.
    Missing,
    /// The same words have another code.
    Code,
    /// The spans have other ends.
    Span,
    /// The counts are not the same.
    Count,
}

impl What {
    /// Its word in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Code => "code",
            Self::Span => "span",
            Self::Count => "count",
        }
    }
}

/// The agreement of every two coders who have read an article both.
pub fn agreement(
    project: &Project,
    texts: &dyn Fn(ArticleId) -> Option<Arc<str>>,
    unit: Unit,
) -> Vec<Agreement> {
    let coders: Vec<EntryId> = project.list(List::Coder).map(|(id, _)| id).collect();
    let read = read_by(project);
    let mut found = Vec::new();
    for (n, &first) in coders.iter().enumerate() {
        for &second in &coders[n + 1..] {
            let none = BTreeSet::new();
            let (a, b) = (read.get(&first).unwrap_or(&none), read.get(&second).unwrap_or(&none));
            let common: Vec<ArticleId> = a.intersection(b).copied().collect();
            if !common.is_empty() {
                found.push(of_two(project, texts, unit, [first, second], &common));
            }
        }
    }
    found
}

/// Which articles each coder has read: those with a state, and those with an annotation.
fn read_by(project: &Project) -> BTreeMap<EntryId, BTreeSet<ArticleId>> {
    let mut read: BTreeMap<EntryId, BTreeSet<ArticleId>> = BTreeMap::new();
    for (_, row) in project.coverage.iter().filter(|(_, row)| row.state != ReadState::Unread) {
        read.entry(row.coder).or_default().insert(row.article);
    }
    for (_, annotation) in project.annotations.iter() {
        read.entry(annotation.coder).or_default().insert(annotation.article);
    }
    read
}

/// One after the other, the texts that two coders have read are one continuum.
struct Continuum {
    length: usize,
    units: Vec<Range<usize>>,
}

/// A coder's annotation with its place in the continuum.
struct Marked<'a> {
    id: AnnotationId,
    annotation: &'a Annotation,
    span: Range<usize>,
}

fn of_two(
    project: &Project,
    texts: &dyn Fn(ArticleId) -> Option<Arc<str>>,
    unit: Unit,
    coders: [EntryId; 2],
    common: &[ArticleId],
) -> Agreement {
    let mut by_path = common.to_vec();
    by_path.sort_by_key(|id| project.articles.get(*id).map_or("", |article| article.path.as_str()));
    let mut of_article: BTreeMap<ArticleId, Vec<(AnnotationId, &Annotation)>> = BTreeMap::new();
    for (id, annotation) in project.annotations.iter() {
        of_article.entry(annotation.article).or_default().push((id, annotation));
    }
    let mut continuum = Continuum { length: 0, units: Vec::new() };
    let mut marked: [Vec<Marked<'_>>; 2] = [Vec::new(), Vec::new()];
    let mut articles = 0;
    for id in by_path {
        let Some(text) = texts(id) else { continue };
        articles += 1;
        let base = continuum.length;
        let units = match unit {
            Unit::Sentences => sentences(&text),
            Unit::Tokens => words(&text),
        };
        continuum.units.extend(units.into_iter().map(|unit| base + unit.start..base + unit.end));
        continuum.length += text.len();
        for (id, annotation) in of_article.get(&id).into_iter().flatten() {
            if !annotation.matches(&text) {
                continue;
            }
            let span = base + annotation.start..base + annotation.end;
            for (coder, marked) in coders.iter().zip(&mut marked) {
                if annotation.coder == *coder {
                    marked.push(Marked { id: *id, annotation, span: span.clone() });
                }
            }
        }
    }
    marked.iter_mut().for_each(|marked| marked.sort_by_key(|m| (m.span.start, m.span.end, m.id)));
    let pairs = pair(&marked);
    let used: BTreeSet<CodeId> = marked.iter().flatten().map(|marked| marked.annotation.code).collect();
    let codes = project.codes.iter().map(|(id, _)| id).filter(|id| used.contains(id));
    Agreement {
        coders,
        articles,
        units: continuum.units.len(),
        codes: codes.map(|code| of_code(project, &continuum, &marked, &pairs, code)).collect(),
        differences: differences(project, &marked, &pairs),
    }
}

fn of_code(
    project: &Project,
    continuum: &Continuum,
    marked: &[Vec<Marked<'_>>; 2],
    pairs: &[(usize, usize)],
    code: CodeId,
) -> CodeAgreement {
    let of_code = |marked: &[Marked<'_>]| -> Vec<Range<usize>> {
        marked
            .iter()
            .filter(|marked| marked.annotation.code == code)
            .map(|marked| marked.span.clone())
            .collect()
    };
    let spans = [of_code(&marked[0]), of_code(&marked[1])];
    let merged = [merged(&spans[0]), merged(&spans[1])];
    let mut table = [[0_usize; 2]; 2];
    for unit in &continuum.units {
        let has = |spans: &[Range<usize>]| {
            let next = spans.partition_point(|span| span.end <= unit.start);
            spans.get(next).is_some_and(|span| span.start < unit.end)
        };
        table[usize::from(has(&merged[0]))][usize::from(has(&merged[1]))] += 1;
    }
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let best = |id: AnnotationId| project.claims.get(id).and_then(|claim| claim.count.best);
    let figures: Vec<Vec<f64>> = pairs
        .iter()
        .map(|(a, b)| (&marked[0][*a], &marked[1][*b]))
        .filter(|(a, b)| a.annotation.code == code && b.annotation.code == code)
        .filter_map(|(a, b)| Some([best(a.id)?, best(b.id)?]))
        .map(|pair| pair.iter().map(|best| f64::from(u32::try_from(*best).unwrap_or(u32::MAX))).collect())
        .collect();
    CodeAgreement {
        code,
        both: table[1][1],
        only: [table[1][0], table[0][1]],
        kappa: kappa(&table.map(|row| row.map(number))),
        spans: [spans[0].len(), spans[1].len()],
        alpha_spans: alpha_unitizing(&merged, continuum.length),
        counts: figures.len(),
        alpha_counts: alpha_interval(&figures),
    }
}

/// Spans in order, of which those that overlap are one.
fn merged(spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut().filter(|last| span.start < last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => merged.push(span.clone()),
        }
    }
    merged
}

/// Which annotation of the first coder is which of the second: those that overlap, first of the same code, then of
/// any, those that overlap most first.
fn pair(marked: &[Vec<Marked<'_>>; 2]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (a, first) in marked[0].iter().enumerate() {
        for (b, second) in marked[1].iter().enumerate() {
            if second.span.start >= first.span.end {
                break;
            }
            let overlap =
                first.span.end.min(second.span.end).saturating_sub(first.span.start.max(second.span.start));
            if overlap > 0 {
                let other_code = first.annotation.code != second.annotation.code;
                candidates.push((other_code, std::cmp::Reverse(overlap), a, b));
            }
        }
    }
    candidates.sort_unstable();
    let (mut taken, mut pairs) = ([BTreeSet::new(), BTreeSet::new()], Vec::new());
    for (.., a, b) in candidates {
        if !taken[0].contains(&a) && !taken[1].contains(&b) {
            taken[0].insert(a);
            taken[1].insert(b);
            pairs.push((a, b));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The annotations of two coders of which somebody has decided that both stand; one alone stands with itself.
fn adjudicated(project: &Project) -> BTreeSet<(AnnotationId, AnnotationId)> {
    let links = project.links.iter().filter(|(_, link)| link.relation == Relation::Adjudicated);
    links.map(|(_, link)| (AnnotationId(link.from), AnnotationId(link.to))).collect()
}

fn differences(
    project: &Project,
    marked: &[Vec<Marked<'_>>; 2],
    pairs: &[(usize, usize)],
) -> Vec<Difference> {
    let mut found: Vec<(usize, Difference)> = Vec::new();
    let decided = adjudicated(project);
    for &(a, b) in pairs {
        let (first, second) = (&marked[0][a], &marked[1][b]);
        if decided.contains(&(first.id, second.id)) || decided.contains(&(second.id, first.id)) {
            continue;
        }
        let figures = |id| project.claims.get(id).map(|claim| claim.count.completed());
        let what = if first.annotation.code != second.annotation.code {
            What::Code
        } else if first.span != second.span {
            What::Span
        } else if figures(first.id) != figures(second.id) {
            What::Count
        } else {
            continue;
        };
        let annotations = [Some(first.id), Some(second.id)];
        let article = first.annotation.article;
        found.push((first.span.start.min(second.span.start), Difference { article, what, annotations }));
    }
    let paired: [BTreeSet<usize>; 2] =
        [pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()];
    for (n, one) in marked.iter().enumerate() {
        for (at, marked) in one.iter().enumerate() {
            if paired[n].contains(&at) || decided.contains(&(marked.id, marked.id)) {
                continue;
            }
            let mut annotations = [None, None];
            annotations[n] = Some(marked.id);
            let article = marked.annotation.article;
            found.push((marked.span.start, Difference { article, what: What::Missing, annotations }));
        }
    }
    found.sort_by_key(|(at, difference)| (*at, difference.annotations));
    found.into_iter().map(|(_, difference)| difference).collect()
}

#[cfg(test)]
mod tests;
