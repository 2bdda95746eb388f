//! "How was this counted?": a bar or an incident explained line by line, from the figure down to the
//! words that it came from.

use std::collections::HashMap;

use super::Answers;
use super::counted::Counted;
use super::incident::{Estimated, IncidentView};
use super::independent_sources::independent_sources;
use super::timeline::{Asked, Bar};
use super::wording::counted;
use crate::model::{AnnotationId, ClaimStatus, DateBasis, IncidentId, Kind, Project};

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// One bar of the chart.
    Bar(Bar),
    /// One incident.
    Incident(IncidentId),
}

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct ProvenanceInput<'a> {
    /// Every fact.
    pub project: &'a Project,
    /// What follows from the facts.
    pub answers: &'a Answers,
    /// What is asked, and of which recount.
    pub asked: Asked<'a>,
    /// What that comes to, so that the report is of the bar that is drawn.
    pub counted: &'a Counted,
}

/// How a figure was counted; its incidents are explained one by one, as they are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// What it is about.
    pub title: String,
    /// How the figure came about, as sentences.
    pub summary: Vec<String>,
    /// The incidents behind it, by date.
    pub incidents: Vec<IncidentId>,
}

/// One incident of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentProvenance {
    /// Which.
    pub incident: IncidentId,
    /// Its name.
    pub title: String,
    /// What is known of it, each with how it is known: ("Date", "2019-11-25, from its claims").
    pub facts: Vec<(&'static str, String)>,
    /// Its estimates with their rule: "13 killed (French forces): all sources agree".
    pub estimates: Vec<String>,
    /// The words that speak of it, earliest article first.
    pub words: Vec<Words>,
    /// What the coder should look at, as sentences.
    pub warnings: Vec<String>,
}

/// Some words of an article, and what they were taken to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The annotation.
    pub annotation: AnnotationId,
    /// The words before.
    pub prefix: String,
    /// The words.
    pub quote: String,
    /// The words after.
    pub suffix: String,
    /// The article: its title, date, source and file, as far as they are known.
    pub reference: String,
    /// What they say: "13 killed, said by the ministry".
    pub says: String,
    /// What part they play in the figure, as a sentence.
    pub part: String,
}

impl ProvenanceInput<'_> {
    /// The report of `subject`; `None` if it is not there.
    pub fn report(self, subject: &Subject) -> Option<Provenance> {
        match subject {
            Subject::Incident(id) => {
                let view = self.answers.incident(*id)?;
                let (title, summary) = (view.title.clone(), vec![number(1, view.claims.len())]);
                Some(Provenance { title, summary, incidents: vec![view.root] })
            }
            Subject::Bar(bar) => self.report_of_bar(bar),
        }
    }

    fn report_of_bar(self, bar: &Bar) -> Option<Provenance> {
        let what_if = self.asked.what_if;
        let sum = self.counted.timeline.bars.get(bar)?;
        let group = bar.group.name(self.project);
        let title = format!("{group}, {}: {sum} {}", bar.period, bar.outcome);
        let views = sum.incidents.iter().filter_map(|id| self.counted.incident(self.answers, *id));
        let mut summary = vec![number(sum.incidents.len(), views.map(|view| view.claims.len()).sum())];
        let known = |n: Option<u64>| n.map_or_else(|| "unknown".to_owned(), |n| n.to_string());
        summary.push(format!(
            "The sum of the incidents' estimates: low {}, best {}, high {}.",
            known(sum.low),
            known(sum.best),
            known(sum.high)
        ));
        if sum.incidents.len() > 1 && sum.low != sum.high {
            summary.push(
                "Summed lows and highs overstate the spread: not every source errs in the same direction."
                    .to_owned(),
            );
        }
        if sum.without_best > 0 {
            summary.push(format!(
                "{} of them {} no best figure; only the least is counted, and the bar says “at least”.",
                sum.without_best,
                if sum.without_best == 1 { "has" } else { "have" }
            ));
        }
        if !what_if.is_nothing() {
            summary.push(format!("A what-if is active: {}.", what_if.words(self.project).join(", ")));
        }
        Some(Provenance { title, summary, incidents: sum.incidents.clone() })
    }

    /// One incident of the report of `subject`.
    pub fn incident(self, subject: &Subject, incident: IncidentId) -> Option<IncidentProvenance> {
        let Self { project, answers, .. } = self;
        match subject {
            Subject::Incident(_) => Some(explain(project, answers, answers.incident(incident)?, &|_| true)),
            Subject::Bar(_) => {
                let view = self.counted.incident(answers, incident)?;
                let asked: Vec<&Estimated> = self.asked.query.asked(view).collect();
                Some(explain(project, answers, view, &|estimated| asked.contains(&estimated)))
            }
        }
    }
}

fn number(incidents: usize, passages: usize) -> String {
    format!("{}, {}.", counted(incidents, "incident"), counted(passages, "passage"))
}

fn explain(
    project: &Project,
    answers: &Answers,
    view: &IncidentView,
    asked: &dyn Fn(&Estimated) -> bool,
) -> IncidentProvenance {
    let estimates = view.estimates.iter().filter(|estimated| asked(estimated)).map(|estimated| {
        let side = match project.entry_name(estimated.side) {
            "" => "side unknown",
            side => side,
        };
        let reason = match estimated.reason.as_str() {
            "" => String::new(),
            reason => format!(" (“{reason}”)"),
        };
        format!("{} {} ({side}): {}{reason}", estimated.figures, estimated.outcome, estimated.rule)
    });
    let uses = figure_uses(project, answers, view);
    let mut words: Vec<Words> =
        view.claims.iter().filter_map(|id| words(project, view, *id, uses.get(id))).collect();
    words.sort_by_key(|words| {
        let annotation = project.annotations.get(words.annotation);
        let article = annotation.and_then(|annotation| project.articles.get(annotation.article));
        let published = article.and_then(|article| article.published);
        (published.map(|published| published.last()), words.annotation)
    });
    IncidentProvenance {
        incident: view.root,
        title: view.title.clone(),
        facts: facts(project, view),
        estimates: estimates.collect(),
        words,
        warnings: view.warnings.clone(),
    }
}

fn facts(project: &Project, view: &IncidentView) -> Vec<(&'static str, String)> {
    let known = |value: Option<String>, by_coder: bool, conflict: bool| {
        let value = value.filter(|value| !value.is_empty());
        match (value, by_coder, conflict) {
            (Some(value), true, _) => Some(format!("{value}, set by the coder")),
            (Some(value), false, true) => Some(format!("{value}, though the claims differ")),
            (Some(value), false, false) => Some(value),
            (None, _, true) => Some("the claims differ".to_owned()),
            (None, _, false) => None,
        }
    };
    let text = |name: &str| Some(name.to_owned());
    let date = &view.date;
    let operation = &view.operation;
    let cause = &view.cause;
    let hostile = &view.hostile;
    let facts = [
        ("Date", known(date.value.map(|date| date.to_string()), date.by_coder, date.conflict)),
        (
            "Operation",
            known(
                operation.value.and_then(|id| text(project.operation_name(Some(id)))),
                operation.by_coder,
                operation.conflict,
            ),
        ),
        ("Place", known(view.place.value.clone(), view.place.by_coder, view.place.conflict)),
        ("Country", known(view.country.value.clone(), view.country.by_coder, view.country.conflict)),
        (
            "Cause",
            known(
                cause.value.and_then(|id| text(project.entry_name(Some(id)))),
                cause.by_coder,
                cause.conflict,
            ),
        ),
        (
            "Hostile",
            known(hostile.value.and_then(|value| text(value.as_str())), hostile.by_coder, hostile.conflict),
        ),
    ];
    facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Whether the figure of each claim that takes part in an estimate is used for its source.
fn figure_uses(project: &Project, answers: &Answers, view: &IncidentView) -> HashMap<AnnotationId, String> {
    let mut uses = HashMap::new();
    for estimated in &view.estimates {
        for source in independent_sources(project, answers, view, estimated) {
            let name = source.agency.as_deref().unwrap_or("its article");
            for word in &source.claims {
                let part = match (word.speaks, word.chosen) {
                    (true, true) => format!("Its figure is used for {name}, as the coder chose."),
                    (true, false) => format!("Its figure is used for {name}."),
                    (false, _) => format!("Another figure is used for {name}."),
                };
                uses.insert(word.claim, part);
            }
        }
    }
    uses
}

fn words(
    project: &Project,
    view: &IncidentView,
    id: AnnotationId,
    figure_use: Option<&String>,
) -> Option<Words> {
    let annotation = project.annotations.get(id)?;
    let claim = project.claims.get(id)?;
    let article = project.articles.get(annotation.article);
    let reference = article.map_or_else(String::new, |article| {
        let date = article.published.map_or_else(|| "undated".to_owned(), |date| date.to_string());
        let parts = [article.title.as_str(), &date, article.source.as_str(), article.path.as_str()];
        let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        known.join(", ")
    });
    let outcome = claim.outcome.map_or("", |outcome| outcome.as_str());
    let mut says = format!("{} {outcome}", claim.count).trim_end().to_owned();
    if !claim.victims.is_empty() {
        says += &format!(", “{}”", claim.victims);
    }
    if let Some(date) = claim.date {
        let basis = match claim.date_basis {
            Some(DateBasis::Article) => ", counted from the article's date",
            Some(DateBasis::Incident) => ", counted from another incident",
            Some(DateBasis::Coder) => ", set by the coder",
            Some(DateBasis::Stated) | None => "",
        };
        says += &format!(", {date}{basis}");
    }
    if !claim.attribution.is_empty() {
        says += &format!(", said by {}", claim.attribution);
    }
    let part = match (claim.kind, claim.status) {
        (_, ClaimStatus::Denied) => "Denied: does not count.",
        (_, ClaimStatus::Superseded) => "Replaced by a later report: does not count.",
        (Kind::Part, _) => "Some of these people: never added.",
        (Kind::Background, _) if view.recorded => "Mentioned as background: does not count.",
        (Kind::Background, _) => "Background: outside what is recorded.",
        (_, ClaimStatus::Disputed) => "Disputed: widens low and high, never decides best.",
        _ if claim.count.is_blank() => "Gives no figure.",
        _ => figure_use.map_or("", String::as_str),
    };
    Some(Words {
        annotation: id,
        prefix: annotation.prefix.clone(),
        quote: annotation.quote.clone(),
        suffix: annotation.suffix.clone(),
        reference,
        says,
        part: part.to_owned(),
    })
}
