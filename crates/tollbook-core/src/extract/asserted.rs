//! Whether the clause of an event asserts it, or only wishes, plans, supposes or denies it.

use super::chunk::{ChunkKind, Main, VerbGroup};
use super::clause::Clauses;
use super::pack::Form;

impl Clauses<'_, '_> {
    /// Whether the event of this verb is only wished, planned, possible or said not to be.
    pub fn unreal(&self, at: usize, verb: &VerbGroup<'_>) -> bool {
        if verb.negated || verb.modal {
            return true;
        }
        // "könnten fünf Menschen sterben", "gestorben sein könnten": the modal stands apart. Whoever "will getötet haben"
        // claims it.
        let own = |i: &usize| !self.is_in_closed_relative(*i, at);
        let modal = (0..at).rev().take(14).filter(own).find_map(|i| self.verb(i));
        let modal = modal.filter(|verb| verb.modal && matches!(verb.main, Main::Auxiliary));
        let claimed = self.auxiliary_after(at, |v| v.have && !v.modal) && modal.is_some_and(|v| v.claims);
        if self.pack.traits.verb_last
            && (self.auxiliary_after(at, |v| v.modal) || modal.is_some())
            && !claimed
        {
            return true;
        }
        // "قد يكون ثلاثة من الحراس قتلوا": where the verb comes first, its modal stands before the subject.
        let apart = self.pack.traits.construct
            && (0..at)
                .rev()
                .take(5)
                .take_while(|i| {
                    matches!(
                        self.chunks[*i].kind,
                        ChunkKind::Noun(_) | ChunkKind::Preposition(_) | ChunkKind::Verb(_)
                    )
                })
                .find_map(|i| self.verb(i))
                .is_some_and(|verb| verb.modal && matches!(verb.main, Main::Auxiliary));
        if apart {
            return true;
        }
        let bare = super::chunk::may_be_participle(verb.form) && !verb.be && !verb.have;
        if self.counterfactual(at, verb) || self.shares_modal(at, verb) || bare && self.goes_on_from_modal(at)
        {
            return true;
        }
        // "amenazan con matar": a preposition may stand between.
        let before = self.before(at);
        let planned = before.filter(|i| self.chunks[*i].preposition().is_some()).and_then(|i| self.before(i));
        let plans = |i: usize| self.verb(i).is_some_and(|v| matches!(v.main, Main::Plan(_)));
        if verb.form == Form::Infinitive && planned.is_some_and(plans) {
            return true;
        }
        // "vowed to go on killing", "they continue killing farmers".
        let goes_on = |i: usize| {
            self.verb(i).is_some_and(|v| v.form == Form::Infinitive && !v.have && !v.be && !v.modal)
        };
        if verb.form == Form::Gerund
            && !verb.be
            && (before.is_some_and(goes_on) || planned.is_some_and(goes_on))
        {
            return true;
        }
        let plan = before.is_some_and(plans);
        if verb.infinitive && !verb.have {
            // "the third mayor to be killed": one of a series that has happened.
            let series = before.is_some_and(|i| self.noun(i).is_some_and(|n| n.ordinal && n.is_people()));
            return !series;
        }
        plan && !matches!(verb.form, Form::Past)
    }

    /// "Sans les pompiers, vingt personnes seraient mortes", "wären gestorben, wenn": what would have been.
    fn counterfactual(&self, at: usize, verb: &VerbGroup<'_>) -> bool {
        let apart = |i: usize| {
            self.verb(i).is_some_and(|verb| matches!(verb.main, Main::Auxiliary) && verb.conditional)
        };
        let conditional = verb.conditional
            || self.pack.traits.verb_last
                && (apart(at + 1)
                    || (0..at).rev().take(14).find(|i| self.verb(*i).is_some()).is_some_and(apart));
        conditional
            && (self.chunks.iter().any(|chunk| chunk.without || matches!(chunk.kind, ChunkKind::Condition))
                // "Hätte er nicht gebremst, wären": a clause that begins with its verb is a condition.
                || self.pack.traits.verb_last && at > 1 && apart(0))
    }

    /// "may have been killed and seven wounded": whether the people before `at` are joined to a clause of what is
    /// only possible.
    pub(super) fn goes_on_from_modal(&self, at: usize) -> bool {
        let people =
            self.noun(at).map(|_| at).or_else(|| self.before(at).filter(|i| self.noun(*i).is_some()));
        let joined = people
            .and_then(|i| self.before(i))
            .filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And | ChunkKind::Or));
        joined.is_some_and(|and| {
            (0..and)
                .rev()
                .take(6)
                .take_while(|i| {
                    !matches!(
                        self.chunks[*i].kind,
                        ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::That | ChunkKind::Opener
                    )
                })
                .find_map(|i| self.verb(i))
                .is_some_and(|verb| verb.modal && matches!(verb.main, Main::Trigger(_)))
        })
    }

    /// "would flood the valley and drown six farmers": what is possible, by a modal that stands once.
    fn shares_modal(&self, at: usize, verb: &VerbGroup<'_>) -> bool {
        let joined = self.before(at).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::And));
        let past = super::chunk::may_be_participle(verb.form);
        (verb.form == Form::Infinitive || past)
            && !verb.be
            && !verb.have
            && joined
            && (0..at)
                .rev()
                .take(12)
                .find_map(|i| self.verb(i))
                // "could have killed a child and injured two".
                .is_some_and(|first| {
                    if past {
                        first.modal && super::chunk::may_be_participle(first.form)
                    } else {
                        first.modal || first.infinitive
                    }
                })
    }

    /// Whether a condition governs the clause of `at`.
    pub fn conditional(&self, at: usize) -> bool {
        let mut i = at;
        while i > 0 {
            i -= 1;
            match &self.chunks[i].kind {
                ChunkKind::Condition => return true,
                // "fear that 200 have died".
                ChunkKind::That => {
                    return (0..i)
                        .rev()
                        .take(3)
                        .take_while(|j| matches!(self.chunks[*j].kind, ChunkKind::Comma | ChunkKind::Verb(_)))
                        .filter_map(|j| self.verb(j))
                        .any(|verb| matches!(verb.main, Main::Plan(_)));
                }
                ChunkKind::Comma | ChunkKind::Semicolon => return false,
                _ => {}
            }
        }
        false
    }

    /// "denied the rumours of 90 soldiers killed", "dément les rumeurs faisant état de": whether the people at `at`, or
    /// whom the participle there describes, are only of a report that is denied.
    pub(super) fn is_of_denied_report(&self, at: usize) -> bool {
        let mut apart = false;
        for i in (0..at).rev().take(10) {
            match &self.chunks[i].kind {
                ChunkKind::Noun(noun) if i + 1 == at && noun.is_people() => {}
                ChunkKind::Noun(noun) if !noun.is_people() => {
                    apart |= matches!(noun.head, super::chunk::Head::Unknown | super::chunk::Head::Thing);
                }
                ChunkKind::Preposition(of) => {
                    apart |= !matches!(of, super::chunk::Preposition::Of);
                }
                ChunkKind::Adverb => {}
                ChunkKind::Verb(verb) if matches!(verb.main, Main::Deny) => return apart && !verb.negated,
                ChunkKind::Verb(verb) if verb.form == Form::Gerund => apart = true,
                // "denied the reports that spoke of dead soldiers".
                ChunkKind::Relative if apart => {}
                ChunkKind::Verb(verb) if matches!(verb.main, Main::Say) && self.relative_of(i).is_some() => {
                    apart = true;
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether a verb of denying governs the clause of `at`.
    pub(super) fn denied(&self, at: usize) -> bool {
        let mut i = at;
        let mut that = false;
        // "wies den Vorwurf zurück, Soldaten hätten": a clause of what is said, without the word that opens it.
        let mut reported = false;
        while i > 0 {
            i -= 1;
            match &self.chunks[i].kind {
                ChunkKind::That => that = true,
                ChunkKind::Comma => that |= reported,
                ChunkKind::Verb(verb)
                    if self.pack.traits.verb_last
                        && verb.conditional
                        && matches!(verb.main, Main::Auxiliary) =>
                {
                    reported = true;
                }
                ChunkKind::Verb(verb) if matches!(verb.main, Main::Deny) => return that,
                ChunkKind::Semicolon | ChunkKind::Opener | ChunkKind::But => return false,
                // "denied that it had claimed that 5,000 were executed".
                ChunkKind::Verb(verb)
                    if matches!(verb.main, Main::Say) && verb.finite() && !self.says_what_is_denied(i) =>
                {
                    return false;
                }
                _ => {}
            }
        }
        false
    }

    /// Whether the clause of the verb of saying at `at` is itself what a verb of denying governs.
    fn says_what_is_denied(&self, at: usize) -> bool {
        let subject = self.before(at).filter(|i| self.noun(*i).is_some());
        let that =
            subject.and_then(|i| self.before(i)).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::That));
        that.and_then(|i| self.before(i))
            .and_then(|i| self.verb(i))
            .is_some_and(|verb| matches!(verb.main, Main::Deny))
    }
}
