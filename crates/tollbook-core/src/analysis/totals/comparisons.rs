//! Every total compared, and kept up to date edit by edit: one changed incident is weighed again by each
//! total, and no other incident is looked at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::scope::{Group, Held, Scope};
use super::tally::{FigureSum, Way};
use super::weighing::{Weighing, weighed};
use super::{Comparison, Missing, Verdict, as_of, stated, verdict};
use crate::analysis::Answers;
use crate::analysis::answers::Views;
use crate::analysis::incident::IncidentView;
use crate::model::{AnnotationId, Figures, IncidentId, Kind, Project, Touched};

/// Every total of a project, and the lines on which they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    totals: BTreeMap<AnnotationId, Total>,
    lines: BTreeMap<Group, Line>,
}

/// A total, and the sum of those in its scope.
#[derive(Clone, Debug, PartialEq)]
struct Total {
    scope: Result<Scope, Missing>,
    tally: FigureSum,
    compared: Comparison,
}

/// The totals that speak of the same people, and what is counted of these day by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The totals, earliest first.
    pub totals: Vec<AnnotationId>,
    /// The people inside any of them, by the first day of their incident.
    pub days: BTreeMap<Date, FigureSum>,
}

/// The incidents that a total speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Those inside its scope, by id.
    pub inside: Vec<IncidentId>,
    /// Those that may lie inside or outside, by id: they make the counted figure a range.
    pub perhaps: Vec<IncidentId>,
    /// Those that the coder has taken out of it, by id.
    pub excluded: Vec<IncidentId>,
}

impl Members {
    /// The same, earliest first.
    pub fn by_day(mut self, answers: &Answers) -> Self {
        let day = |id: &IncidentId| answers.incident(*id).and_then(|view| view.date.value);
        for ids in [&mut self.inside, &mut self.perhaps, &mut self.excluded] {
            ids.sort_by_cached_key(|id| (day(id).map(|date| (date.first(), date.last())), *id));
        }
        self
    }
}

impl Total {
    /// A total with nothing weighed yet; `None` if the annotation claims none.
    fn from_annotation(project: &Project, answers: &Answers, id: AnnotationId) -> Option<Self> {
        let claim = project.claims.get(id).filter(|claim| claim.kind == Kind::Total)?;
        let article = project.annotations.get(id)?.article;
        let definition = stated(project, claim).and_then(|id| project.entries.get(id));
        let as_of = as_of(project, answers, claim, article);
        let scope = Scope::from_claim(project, answers, id, claim, article, definition, as_of);
        let compared = Comparison {
            annotation: id,
            as_of,
            reported: claim.count,
            counted: Figures::BLANK,
            difference: None,
            verdict: Verdict::NotComparable(Missing::Date),
            definition_stated: definition.is_some(),
        };
        Some(Self { scope, tally: FigureSum::default(), compared })
    }

    fn weigh(&mut self, view: &IncidentView, way: Way) {
        let Ok(scope) = &self.scope else { return };
        for (figures, held) in scope.people(view) {
            self.tally.move_one(weighed(figures, held == Held::Inside), way);
        }
    }

    /// Compares what is reported with what has been weighed.
    fn conclude(&mut self) {
        let compared = &mut self.compared;
        match &self.scope {
            Ok(_) => {
                compared.counted = self.tally.figures();
                (compared.verdict, compared.difference) = verdict(compared.reported, compared.counted);
            }
            Err(missing) => compared.verdict = Verdict::NotComparable(*missing),
        }
    }

    fn group(&self) -> Option<&Group> {
        Some(&self.scope.as_ref().ok()?.group)
    }
}

/// More changed incidents than this, and all are weighed anew.
const MANY: usize = 5_000;

impl Totals {
    pub(in crate::analysis) fn from_project(project: &Project, answers: &Answers) -> Self {
        let claims = project.claims.iter().filter(|(_, claim)| claim.kind == Kind::Total);
        let totals = claims.filter_map(|(id, _)| Some((id, Total::from_annotation(project, answers, id)?)));
        let mut new = Self { totals: totals.collect(), lines: BTreeMap::new() };
        let ids = new.totals.keys().copied().collect();
        let groups = new.totals.values().filter_map(Total::group).cloned().collect();
        new.weigh_all(answers, &ids);
        new.draw_all(answers, groups);
        new
    }

    /// Brings the totals up to date with an edit; `answers` are as the edit left them, `before` is what
    /// its incidents were. What comes out is equal to [`Totals::from_project`] the project.
    pub(in crate::analysis) fn update(
        &mut self,
        project: &Project,
        answers: &Answers,
        touched: &Touched,
        before: &Views,
    ) {
        if before.len() > MANY {
            *self = Self::from_project(project, answers);
            return;
        }
        let ids: BTreeSet<AnnotationId> = self.totals.keys().chain(&touched.claims).copied().collect();
        let mut anew = BTreeSet::new();
        let mut groups = BTreeSet::new();
        for id in ids {
            let mut total = Total::from_annotation(project, answers, id);
            let was = self.totals.remove(&id);
            match (&was, &mut total) {
                (Some(was), Some(total)) if was.scope == total.scope => total.tally = was.tally,
                (None, None) => {}
                _ => {
                    anew.insert(id);
                    groups.extend([&was, &total].into_iter().flatten().filter_map(Total::group).cloned());
                }
            }
            self.totals.extend(total.map(|total| (id, total)));
        }
        for (root, before) in before {
            let (before, after) = (before.as_deref(), answers.view(*root).map(AsRef::as_ref));
            for (view, way) in [(before, Way::Out), (after, Way::In)] {
                let Some(view) = view else { continue };
                let kept = self.totals.iter_mut().filter(|(id, _)| !anew.contains(id));
                kept.for_each(|(_, total)| total.weigh(view, way));
                for (_, line) in self.lines.iter_mut().filter(|(group, _)| !groups.contains(group)) {
                    line.draw(&self.totals, view, way);
                }
            }
        }
        self.weigh_all(answers, &anew);
        self.draw_all(answers, groups);
    }

    /// Weighs every incident for some totals, of which nothing has been weighed, and compares all.
    fn weigh_all(&mut self, answers: &Answers, ids: &BTreeSet<AnnotationId>) {
        let new = self.totals.iter_mut().filter(|(id, _)| ids.contains(id));
        let mut weighings: BTreeMap<Group, Vec<(Scope, Weighing<'_>)>> = BTreeMap::new();
        for (_, total) in new {
            let Ok(scope) = &total.scope else { continue };
            if !scope.excluded.is_empty() {
                answers.incidents().for_each(|view| total.weigh(view, Way::In));
                continue;
            }
            let of_group = weighings.entry(scope.group.clone()).or_default();
            let known = of_group.iter().position(|(like, _)| like.is_like(scope)).unwrap_or_else(|| {
                of_group.push((scope.clone(), Weighing::new(answers, scope)));
                of_group.len() - 1
            });
            total.tally = of_group[known].1.sum(scope);
        }
        self.totals.values_mut().for_each(Total::conclude);
    }

    /// Draws the lines of some groups from nothing.
    fn draw_all(&mut self, answers: &Answers, groups: BTreeSet<Group>) {
        let mut drawn: Vec<(Group, Line)> = Vec::new();
        for group in groups {
            self.lines.remove(&group);
            let of_it = self.totals.iter().filter(|(_, total)| total.group() == Some(&group));
            let mut totals: Vec<AnnotationId> = of_it.map(|(id, _)| *id).collect();
            totals
                .sort_by_key(|id| (self.get(*id).and_then(|total| total.as_of).map(|date| date.last()), *id));
            if !totals.is_empty() {
                drawn.push((group, Line { totals, days: BTreeMap::new() }));
            }
        }
        if !drawn.is_empty() {
            let draw = |view| drawn.iter_mut().for_each(|(_, line)| line.draw(&self.totals, view, Way::In));
            answers.incidents().map(AsRef::as_ref).for_each(draw);
        }
        self.lines.extend(drawn);
    }

    /// What comes of comparing the total that an annotation claims; `None` if it claims none.
    pub fn get(&self, id: AnnotationId) -> Option<&Comparison> {
        Some(&self.totals.get(&id)?.compared)
    }

    /// Every total, in the order in which they were annotated.
    pub fn iter(&self) -> impl Iterator<Item = &Comparison> {
        self.totals.values().map(|total| &total.compared)
    }

    /// The incidents that a total speaks of; none where it cannot be compared. Goes through every
    /// incident.
    pub fn members(&self, answers: &Answers, id: AnnotationId) -> Members {
        let mut members = Members::default();
        let Some(Ok(scope)) = self.totals.get(&id).map(|total| &total.scope) else { return members };
        members.excluded.extend(&scope.excluded);
        for view in answers.incidents() {
            for (_, held) in scope.people(view) {
                let list = match held {
                    Held::Inside => &mut members.inside,
                    Held::Perhaps => &mut members.perhaps,
                };
                if list.last() != Some(&view.root) {
                    list.push(view.root);
                }
            }
        }
        members
    }

    /// Those that can be compared, by the people of whom they speak.
    pub fn lines(&self) -> impl Iterator<Item = (&Group, &Line)> {
        self.lines.iter()
    }
}

impl Line {
    /// Moves an incident's people in or out of their day, if they are inside any of the totals.
    fn draw(&mut self, totals: &BTreeMap<AnnotationId, Total>, view: &IncidentView, way: Way) {
        // The latest first: as a rule the earlier ones hold nobody else.
        let scopes = self.totals.iter().rev().filter_map(|id| totals.get(id)?.scope.as_ref().ok());
        let mut scopes = scopes.peekable();
        let asked = |scope: &&Scope| Some((scope.fits(view)?, scope.asked(view)?.figures));
        let (Some((_, figures)), Some(date)) = (scopes.peek().and_then(asked), view.date.value) else {
            return;
        };
        if scopes.any(|scope| scope.people(view).any(|(_, held)| held == Held::Inside)) {
            let day = self.days.entry(date.first()).or_default();
            day.move_one(figures, way);
            if day.is_empty() {
                self.days.remove(&date.first());
            }
        }
    }
}
