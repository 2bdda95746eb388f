//! What has been learned from suggestions that were decided.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use crate::model::{
    Annotation, AnnotationId, Change, Claim, ClaimField, Edit, Kind, Origin, Outcome, Project, Rejection,
    RejectionId,
};

/// Suggestions of one kind and outcome are counted together.
pub(super) type Group = (Kind, Option<Outcome>);

/// How often something was right, and how often not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often it was accepted.
    pub accepted: u32,
    /// How often it was rejected, or set otherwise by the coder.
    pub rejected: u32,
}

/// As many decisions as count as much as the certainty that was there before any.
const PRIOR: u32 = 20;

impl Tally {
    fn add(&mut self, is_right: bool) {
        *self.count(is_right) += 1;
    }

    fn take_back(&mut self, is_right: bool) {
        let count = self.count(is_right);
        *count = count.saturating_sub(1);
    }

    fn count(&mut self, is_right: bool) -> &mut u32 {
        if is_right { &mut self.accepted } else { &mut self.rejected }
    }

    /// A certainty in percent, with these decisions counted in.
    fn shift(self, percent: u8) -> u8 {
        let right = u32::from(percent) * PRIOR + 100 * self.accepted;
        let percent = right / (PRIOR + self.accepted + self.rejected);
        u8::try_from(percent.min(100)).unwrap_or(100)
    }
}

/// Whether a decision counts that was made `at` a moment.
fn is_after(at: Timestamp, since: Option<Timestamp>) -> bool {
    since.is_none_or(|since| at > since)
}

/// What accepted and rejected suggestions say of those to come. It follows from the facts: undoing a decision
/// undoes what was learned from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    groups: BTreeMap<Group, Tally>,
    fields: BTreeMap<ClaimField, Tally>,
    /// All decisions together.
    pub all: Tally,
}

impl Learned {
    /// What was decided after `since`; all of it without one.
    pub fn from_project(project: &Project, since: Option<Timestamp>) -> Self {
        let mut learned = Self::default();
        for (id, annotation) in project.annotations.iter() {
            learned.note_accepted(Some(annotation), project.claims.get(id), since, Tally::add);
        }
        for (_, rejection) in project.rejections.iter() {
            learned.note_rejected(Some(rejection), since, Tally::add);
        }
        learned
    }

    /// Brings it up to date with an edit that led to `project`. The result is equal to [`Learned::from_project`].
    pub fn update(&mut self, project: &Project, edit: &Edit, since: Option<Timestamp>) {
        // Of rows that an edit changes several times the first change tells what there was before it.
        let mut annotations: HashMap<AnnotationId, Option<&Annotation>> = HashMap::new();
        let mut claims: HashMap<AnnotationId, Option<&Claim>> = HashMap::new();
        let mut rejections: HashMap<RejectionId, Option<&Rejection>> = HashMap::new();
        for change in &edit.changes {
            match change {
                Change::Annotation(row) => drop(annotations.entry(row.id).or_insert(row.before.as_deref())),
                Change::Claim(row) => drop(claims.entry(row.id).or_insert(row.before.as_deref())),
                Change::Rejection(row) => drop(rejections.entry(row.id).or_insert(row.before.as_deref())),
                _ => {}
            }
        }
        let changed: HashSet<AnnotationId> = annotations.keys().chain(claims.keys()).copied().collect();
        for id in changed {
            let now = (project.annotations.get(id), project.claims.get(id));
            let before =
                (annotations.get(&id).copied().unwrap_or(now.0), claims.get(&id).copied().unwrap_or(now.1));
            self.note_accepted(before.0, before.1, since, Tally::take_back);
            self.note_accepted(now.0, now.1, since, Tally::add);
        }
        for (id, before) in rejections {
            self.note_rejected(before, since, Tally::take_back);
            self.note_rejected(project.rejections.get(id), since, Tally::add);
        }
        self.groups.retain(|_, tally| *tally != Tally::default());
        self.fields.retain(|_, tally| *tally != Tally::default());
    }

    fn note_accepted(
        &mut self,
        annotation: Option<&Annotation>,
        claim: Option<&Claim>,
        since: Option<Timestamp>,
        note: fn(&mut Tally, bool),
    ) {
        let suggested =
            annotation.filter(|row| row.origin == Origin::Suggestion && is_after(row.created, since));
        let Some(claim) = suggested.and(claim) else { return };
        self.note((claim.kind, claim.outcome), true, note);
        for field in
            ClaimField::ALL.iter().copied().filter(|field| claim.certainty.for_field(*field).is_some())
        {
            note(self.fields.entry(field).or_default(), !claim.set_by_coder.contains(field));
        }
    }

    fn note_rejected(
        &mut self,
        rejection: Option<&Rejection>,
        since: Option<Timestamp>,
        note: fn(&mut Tally, bool),
    ) {
        if let Some(rejection) = rejection.filter(|row| is_after(row.created, since)) {
            self.note((rejection.kind, rejection.outcome), false, note);
        }
    }

    fn note(&mut self, group: Group, is_right: bool, note: fn(&mut Tally, bool)) {
        note(self.groups.entry(group).or_default(), is_right);
        note(&mut self.all, is_right);
    }

    /// How certain a suggestion of this kind and outcome is, with what was learned.
    pub fn certainty(&self, kind: Kind, outcome: Option<Outcome>, percent: u8) -> u8 {
        self.groups.get(&(kind, outcome)).copied().unwrap_or_default().shift(percent)
    }

    /// How certain a field of a suggestion is, with what was learned.
    pub fn field(&self, field: ClaimField, percent: u8) -> u8 {
        self.fields.get(&field).copied().unwrap_or_default().shift(percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::{Story, story};
    use crate::model::Draft;

    #[test]
    fn decisions_shift_the_certainty_and_undoing_them_shifts_it_back() {
        let learned = Learned::default();
        assert_eq!(learned.certainty(Kind::Incident, Some(Outcome::Killed), 90), 90);
        let mut tally = Tally { accepted: 0, rejected: 20 };
        assert_eq!(tally.shift(90), 45);
        tally = Tally { accepted: 980, rejected: 0 };
        assert_eq!(tally.shift(50), 99);
        let mut story = story("article a");
        let article = story.project.articles.iter().next().unwrap().0;
        let before = story.project.clone();
        let before_it = story.project.clone();
        let mut draft = Draft::new(&before_it, &mut story.stamp);
        let (id, coder, created): (RejectionId, _, _) =
            (draft.stamp.mint(), draft.stamp.coder, draft.stamp.at);
        let rejection = Rejection {
            article,
            start: 0,
            end: 3,
            quote: "Two".to_owned(),
            kind: Kind::Incident,
            outcome: Some(Outcome::Killed),
            everywhere: false,
            coder,
            created,
        };
        draft.set(id, rejection);
        let edit = draft.finish("Reject").unwrap();
        story.project.apply(&edit).unwrap();
        let mut followed = Learned::default();
        followed.update(&story.project, &edit, None);
        let learned = Learned::from_project(&story.project, None);
        assert_eq!(followed, learned);
        assert!(learned.certainty(Kind::Incident, Some(Outcome::Killed), 90) < 90);
        assert_eq!(learned.certainty(Kind::Incident, Some(Outcome::Wounded), 90), 90);
        assert_eq!(learned.all, Tally { accepted: 0, rejected: 1 });
        assert_eq!(
            Learned::from_project(&story.project, Some(Timestamp::MAX)),
            Learned::default(),
            "after a reset"
        );
        assert_eq!(Learned::from_project(&before, None), Learned::default());
    }

    #[test]
    fn what_is_learned_follows_edits_as_if_counted_from_nothing() {
        let mut story = story("article a\nkilled k 3 date=2021-09-01\nkilled w 2 date=2021-09-02");
        let ids: Vec<AnnotationId> = story.project.annotations.iter().map(|(id, _)| id).collect();
        let mut learned = Learned::from_project(&story.project, None);
        let mut edits: Vec<Edit> = Vec::new();
        let mut apply = |story: &mut Story, change: &dyn Fn(&mut Draft<'_>)| {
            let before = story.project.clone();
            let mut draft = Draft::new(&before, &mut story.stamp);
            change(&mut draft);
            let edit = draft.finish("Change").unwrap();
            story.project.apply(&edit).unwrap();
            learned.update(&story.project, &edit, None);
            assert_eq!(learned, Learned::from_project(&story.project, None));
            edits.push(edit);
        };
        let is_suggestion = |id, is| {
            move |draft: &mut Draft<'_>| {
                let origin = if is { Origin::Suggestion } else { Origin::Hand };
                draft.update::<Annotation>(id, |row| row.origin = origin);
            }
        };
        let with_count = |id, is_own| {
            move |draft: &mut Draft<'_>| {
                draft.update::<Claim>(id, |claim| {
                    claim.certainty.set(ClaimField::Count, 80);
                    if is_own {
                        claim.set_by_coder.insert(ClaimField::Count)
                    } else {
                        claim.set_by_coder.remove(ClaimField::Count)
                    };
                });
            }
        };
        let outcome = |id, outcome| {
            move |draft: &mut Draft<'_>| draft.update::<Claim>(id, |claim| claim.outcome = Some(outcome))
        };
        for id in [ids[0], ids[1]] {
            apply(&mut story, &is_suggestion(id, true));
            apply(&mut story, &with_count(id, false));
            apply(&mut story, &with_count(id, true));
            apply(&mut story, &outcome(id, Outcome::Wounded));
            apply(&mut story, &|draft| {
                is_suggestion(id, false)(draft);
                outcome(id, Outcome::Killed)(draft);
                is_suggestion(id, true)(draft);
            });
        }
        apply(&mut story, &is_suggestion(ids[1], false));
        // And back to where there was nothing to learn.
        for edit in edits.iter().rev() {
            let changes = edit.changes.iter().rev().map(Change::inverse).collect();
            let inverse = Edit { changes, ..edit.clone() };
            story.project.apply(&inverse).unwrap();
            learned.update(&story.project, &inverse, None);
            assert_eq!(learned, Learned::from_project(&story.project, None));
        }
        assert_eq!(learned, Learned::default());
    }
}
