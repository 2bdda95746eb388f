//! The seventh stage: from a word that says what happened to the people to whom it happened.

use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::group::{Counted, Group};
use super::pack::{Entry, Form, Frame};
use super::rules::Rule;
use super::statement::{Path, Slot, Span};
use super::{Kind, Outcome};

/// A statement in the making.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The chunk of the trigger.
    pub at: usize,
    /// The words of the trigger.
    pub trigger: Span,
    /// What happened.
    pub outcome: Option<Outcome>,
    /// Where the patient stands.
    pub slot: Slot,
    /// By what way it was found.
    pub path: Path,
    /// The patient.
    pub group: Option<Group>,
    /// A count that stands apart from the patient.
    pub count: Option<Counted>,
    /// Who did it, by chunk.
    pub agent: Option<usize>,
    /// The side that lost the patient, by chunk.
    pub loser: Option<usize>,
    /// The kind that the pattern itself says.
    pub kind: Option<Kind>,
    /// The passage denies it.
    pub denied: bool,
}

impl<'c, 'a> Clauses<'c, 'a> {
    /// The candidates of a sentence, in the order of their triggers.
    pub fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for at in 0..self.chunks.len() {
            match &self.chunks[at].kind {
                ChunkKind::Verb(verb) => match verb.main {
                    Main::Trigger(entry) => self.verb_candidates(at, verb, entry, &mut found),
                    Main::State(entry) => self.state_candidate(at, verb, entry, &mut found),
                    Main::Include | Main::Auxiliary if self.rules.applies(Rule::Inversion) => {
                        self.inverted_candidate(at, verb, &mut found)
                    }
                    _ => {}
                },
                ChunkKind::Noun(noun) => self.noun_candidates(at, noun, &mut found),
                _ => {}
            }
        }
        if self.rules.applies(Rule::CountBefore) {
            found.retain_mut(|candidate| self.settle_counted(candidate));
        }
        let mut more = Vec::new();
        for candidate in &found {
            if self.rules.applies(Rule::ElidedVerb) {
                self.likewise(candidate, &mut more);
            }
            if self.rules.applies(Rule::IncludedPart) {
                self.included(candidate, &mut more);
            }
        }
        found.append(&mut more);
        found.sort_by_key(|candidate| (candidate.at, candidate.group.as_ref().map(|group| group.chunks)));
        found
    }

    pub(super) fn candidate(
        &self,
        at: usize,
        trigger: Span,
        outcome: Option<Outcome>,
        slot: Slot,
        path: Path,
    ) -> Candidate {
        Candidate {
            at,
            trigger,
            outcome,
            slot,
            path,
            group: None,
            count: None,
            agent: None,
            loser: None,
            kind: None,
            denied: self.denied(at),
        }
    }

    /// Whether the event of this verb is only wished, planned, possible or said not to be.
    pub fn unreal(&self, at: usize, verb: &VerbGroup<'_>) -> bool {
        if verb.negated || verb.modal {
            return true;
        }
        // "könnten fünf Menschen sterben", "gestorben sein könnten": the modal stands apart.
        if self.pack.traits.verb_last
            && (self.auxiliary_after(at, |v| v.modal)
                || (0..at)
                    .rev()
                    .take(14)
                    .find_map(|i| self.verb(i))
                    .is_some_and(|verb| verb.modal && matches!(verb.main, Main::Auxiliary)))
        {
            return true;
        }
        let before = self.before(at);
        let plan = before.is_some_and(|i| self.verb(i).is_some_and(|v| matches!(v.main, Main::Plan)));
        if verb.infinitive && !verb.have {
            // "the third mayor to be killed": one of a series that has happened.
            let series = before.is_some_and(|i| self.noun(i).is_some_and(|n| n.ordinal && n.is_people()));
            return !series;
        }
        plan && !matches!(verb.form, Form::Past)
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
                        .any(|verb| matches!(verb.main, Main::Plan));
                }
                ChunkKind::Comma | ChunkKind::Semicolon => return false,
                _ => {}
            }
        }
        false
    }

    /// Whether a verb of denying governs the clause of `at`.
    fn denied(&self, at: usize) -> bool {
        let mut i = at;
        let mut that = false;
        while i > 0 {
            i -= 1;
            match &self.chunks[i].kind {
                ChunkKind::That => that = true,
                ChunkKind::Verb(verb) if matches!(verb.main, Main::Deny) => return that,
                ChunkKind::Semicolon | ChunkKind::Opener | ChunkKind::But => return false,
                ChunkKind::Verb(verb) if matches!(verb.main, Main::Say) && verb.finite() => return false,
                _ => {}
            }
        }
        false
    }

    fn verb_candidates(&self, at: usize, verb: &VerbGroup<'a>, entry: &'a Entry, found: &mut Vec<Candidate>) {
        if self.unreal(at, verb) || self.conditional(at) {
            return;
        }
        // Inside a relative clause, the next finite verb is the main clause's.
        let embedded = (0..at)
            .rev()
            .take(16)
            .take_while(|i| {
                !matches!(self.chunks[*i].kind, ChunkKind::Semicolon | ChunkKind::That | ChunkKind::Opener)
            })
            .any(|i| matches!(self.chunks[i].kind, ChunkKind::Relative | ChunkKind::RelativePlace));
        let frame = entry.detail.frame.unwrap_or(Frame::Object);
        let participle = may_be_participle(verb.form);
        let trigger = self.chunks[at].span;
        let outcome = entry.detail.outcome;
        let next_noun = self
            .object_of(at)
            .map(|(noun, _)| noun)
            .filter(|i| self.noun(*i).is_some_and(|n| !matches!(n.head, Head::Event(_))));
        let mut push = |slot: Slot, people: Option<(usize, Path)>, agent: Option<usize>| -> bool {
            let Some((noun, path)) = people else { return false };
            let leftwards =
                matches!(slot, Slot::Subject | Slot::Described | Slot::Resultative | Slot::Object);
            let Some(group) = self.patient(noun, leftwards && noun < at, entry.detail.weak, embedded) else {
                return false;
            };
            let mut candidate = self.candidate(at, trigger, outcome, slot, path);
            candidate.group = Some(group);
            candidate.agent = agent;
            if slot == Slot::Subject || slot == Slot::Described {
                if self.rules.applies(Rule::Companions) {
                    self.add_companions(at, &mut candidate);
                }
            }
            found.push(candidate);
            true
        };
        match frame {
            Frame::Object
                if verb.be && participle
                    || self.pack.traits.verb_last && participle && self.auxiliary_before(at) =>
            {
                let agent = self.agent_after(at);
                if push(Slot::Subject, self.subject_of(at), agent) {
                    return;
                }
                push(Slot::Inverted, self.subject_after(at), agent);
            }
            Frame::Object
                if self.pack.traits.verb_last && participle && self.auxiliary_after(at, |v| v.be) =>
            {
                // "der in dem Hinterhalt verwundet wurde".
                push(Slot::Subject, self.subject_of(at), self.agent_after(at));
            }
            Frame::Object
                if self.pack.traits.verb_last
                    && participle
                    && !verb.be
                    && (self.have_before(at) || self.auxiliary_after(at, |v| v.have && !v.be)) =>
            {
                // "Rebellen haben an einem Posten vier Polizisten erschossen".
                let object = self
                    .before(at)
                    .filter(|i| self.noun(*i).is_some_and(Self::may_be_people) && !self.is_prepositional(*i));
                push(Slot::Object, object.map(|noun| (noun, Path::Adjacent)), None);
            }
            Frame::Object if verb.form == Form::Gerund => {
                if self.noun_before_is_determiner(at) {
                    return;
                }
                // "against kidnapping civilians": of no one event.
                let general = self.before(at).is_some_and(|i| self.chunks[i].preposition().is_some());
                let object = self.object_of(at).filter(|(noun, _)| {
                    !general
                        || self.noun(*noun).is_some_and(|n| {
                            n.number.is_some()
                                || !n.is_plural()
                                || !n.names.is_empty()
                                || n.determiner != Determiner::None
                        })
                });
                let agent = self.subject_of(at).map(|(noun, _)| noun);
                push(Slot::ParticipleObject, object, agent);
            }
            Frame::Object if participle && !verb.have && next_noun.is_some() && self.shares_have(at) => {
                let agent = self.subject_of(at).map(|(noun, _)| noun);
                push(Slot::Object, self.object_of(at), agent);
            }
            // "Muertos 3 guerrilleros y capturados 5": a headline that begins with its participle.
            Frame::Object | Frame::Subject
                if verb.form == Form::Participle && !verb.be && !verb.have && self.opens_headline(at) =>
            {
                push(Slot::Inverted, Some((at + 1, Path::Adjacent)), None);
            }
            Frame::Object if verb.form == Form::Participle && !verb.have => {
                push(Slot::Described, self.described_by(at), self.agent_after(at));
            }
            Frame::Object if verb.form == Form::Past && !verb.have => {
                // "X killed in", "X killed three": the object decides.
                let subject = self.subject_of(at);
                let active = next_noun.is_some() && (subject.is_some() || self.has_actor(at));
                if active && push(Slot::Object, self.object_of(at), subject.map(|(noun, _)| noun)) {
                    return;
                }
                if next_noun.is_some() && active {
                    return;
                }
                push(Slot::Described, self.described_by(at), self.agent_after(at));
            }
            Frame::Object => {
                let subject = self.subject_of(at);
                if self.pack.traits.subject_after_verb
                    && subject.is_none()
                    && let Some((acting, second)) = self.acting_pair(at)
                {
                    // "In Gorda erschossen Unbekannte vier Polizisten."
                    push(Slot::Object, Some((second, Path::Clause)), Some(acting));
                    return;
                }
                if let Some(object) = self.object_before(at) {
                    // "wo sie sieben Frauen ermordeten".
                    push(Slot::Object, Some((object, Path::Adjacent)), None);
                    return;
                }
                if self.ends_headline(at, verb) {
                    // "Zwei Soldaten im Norden verletzt".
                    push(Slot::Subject, subject, None);
                    return;
                }
                let agent = subject.map(|(noun, _)| noun);
                if !push(Slot::Object, self.object_of(at), agent) && self.pack.traits.subject_after_verb {
                    push(Slot::Inverted, self.subject_after(at), None);
                }
            }
            Frame::Subject if participle && !verb.be && !verb.have && !self.auxiliary_before(at) => {
                push(Slot::Described, self.described_by(at), None);
            }
            Frame::Subject
                if self.pack.traits.construct
                    && self.after(at).is_some_and(|i| self.noun(i).is_some_and(NounGroup::is_people)) =>
            {
                push(Slot::Subject, self.subject_after(at), None);
            }
            Frame::Subject => {
                let before = self.subject_of(at).filter(|(noun, _)| !self.is_inverted(*noun, at));
                if push(Slot::Subject, before, None) {
                    return;
                }
                if self.pack.traits.subject_after_verb || verb.be {
                    push(Slot::Inverted, self.subject_after(at), None);
                }
            }
            Frame::Loss => {
                let loser = self.subject_of(at).map(|(noun, _)| noun);
                let object = self.object_of(at).filter(|(noun, _)| {
                    self.noun(*noun).is_some_and(|n| {
                        n.is_people() && (n.number.is_some() || matches!(n.head, Head::Person(_)))
                    })
                });
                if push(Slot::Object, object, None)
                    && let Some(last) = found.last_mut()
                {
                    last.loser = loser;
                }
            }
            Frame::After => {
                // Verb, then subject or patient; with two people after it, the first acted on the second.
                let thing = self.after(at).filter(|i| {
                    self.noun(*i)
                        .is_some_and(|n| matches!(n.head, Head::Thing | Head::Unknown) && n.number.is_none())
                });
                if let Some(thing) = thing
                    && let Some(object) = self
                        .after(self.tail(thing))
                        .filter(|i| self.noun(*i).is_some_and(NounGroup::is_people))
                {
                    // "a mine killed a shepherd", verb first.
                    push(Slot::Object, Some((object, Path::Clause)), Some(thing));
                    return;
                }
                // "كان 31 جنديا قتلوا في هجوم": numbered people before, and only a place after.
                let before = at.checked_sub(1).filter(|i| {
                    self.noun(*i).is_some_and(|n| n.is_people() && n.number.is_some())
                        && self.noun(at + 1).is_none()
                        && !self.is_prepositional(*i)
                });
                let after = self.subject_after(at).filter(|_| before.is_none());
                let Some((first, path)) = after else {
                    push(Slot::Subject, self.subject_of(at), None);
                    return;
                };
                let second = self.after(self.tail(first)).filter(|i| {
                    self.noun(*i).is_some_and(|n| n.number.is_some() || matches!(n.head, Head::Person(_)))
                });
                let acts = self.noun(first).is_some_and(|n| {
                    n.number.is_none() && (matches!(n.head, Head::Body(_) | Head::Group) || n.is_definite())
                });
                match second {
                    Some(second) if acts || self.after(first) == Some(second) => {
                        push(Slot::Object, Some((second, Path::Clause)), Some(first));
                    }
                    _ => {
                        push(Slot::Subject, Some((first, path)), None);
                    }
                }
            }
        }
    }

    /// "attacked the post and killed three", where "have" stands once: the verb before "and" has it.
    fn shares_have(&self, at: usize) -> bool {
        let joined =
            self.before(at).filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And | ChunkKind::Comma));
        let Some(joined) = joined else { return false };
        (0..joined).rev().take(12).find_map(|i| self.verb(i)).is_some_and(|verb| verb.have && !verb.be)
    }

    /// Where the verb is last, the people right before it whom someone or something before them acted on.
    fn object_before(&self, at: usize) -> Option<usize> {
        if !self.pack.traits.verb_last || self.noun(at + 1).is_some() {
            return None;
        }
        let object = at.checked_sub(1).filter(|i| {
            self.noun(*i).is_some_and(|n| matches!(n.head, Head::Person(_) | Head::Name | Head::Number))
        })?;
        let actor = object.checked_sub(1)?;
        let opens = |i: usize| {
            matches!(
                self.chunks[i].kind,
                ChunkKind::Opener | ChunkKind::RelativePlace | ChunkKind::That | ChunkKind::Relative
            )
        };
        match &self.chunks[actor].kind {
            ChunkKind::Relative => Some(object),
            ChunkKind::Noun(_) if actor > 0 && opens(actor - 1) => Some(object),
            _ => None,
        }
    }

    /// Whether a form that is also a participle ends a headline that has no other verb.
    fn ends_headline(&self, at: usize, verb: &VerbGroup<'_>) -> bool {
        self.pack.traits.verb_last
            && verb.form == Form::Finite
            && self.chunks[at + 1..]
                .iter()
                .all(|chunk| matches!(chunk.kind, ChunkKind::Other | ChunkKind::Adverb))
            && self.chunks[..at].iter().all(|chunk| {
                matches!(
                    chunk.kind,
                    ChunkKind::Noun(_)
                        | ChunkKind::Preposition(_)
                        | ChunkKind::And
                        | ChunkKind::Comma
                        | ChunkKind::Colon
                        | ChunkKind::Adverb
                        | ChunkKind::Date(_)
                        | ChunkKind::Other
                )
            })
    }

    /// Whether the participle at `at` begins a headline, or goes on from one, and numbered people follow.
    fn opens_headline(&self, at: usize) -> bool {
        let numbered = self.noun(at + 1).is_some_and(|n| n.is_people() && n.number.is_some());
        let first = (0..at).all(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb | ChunkKind::Other));
        let joined = at >= 3
            && matches!(self.chunks[at - 1].kind, ChunkKind::And | ChunkKind::Comma)
            && self.verb(at - 3).is_some_and(|v| v.form == Form::Participle && !v.be && !v.have)
            && (0..at - 3).all(|i| matches!(self.chunks[i].kind, ChunkKind::Adverb | ChunkKind::Other));
        numbered && (first || joined)
    }

    /// The last chunk of what belongs to a noun group.
    fn tail(&self, noun: usize) -> usize {
        let mut end = noun;
        while matches!(self.kind(end + 1), Some(ChunkKind::Preposition(_))) && self.noun(end + 2).is_some() {
            end += 2;
        }
        end
    }

    /// In a language whose subject may follow, a subject far before the verb is another clause's.
    fn is_inverted(&self, noun: usize, verb: usize) -> bool {
        self.pack.traits.subject_after_verb
            && (noun..verb).any(|i| matches!(self.chunks[i].kind, ChunkKind::Comma))
            && self
                .subject_after(verb)
                .is_some_and(|(after, _)| self.noun(after).is_some_and(|n| n.number.is_some()))
    }

    pub(super) fn auxiliary_before(&self, at: usize) -> bool {
        (0..at).rev().take(14).find_map(|i| self.verb(i)).is_some_and(|verb| {
            verb.be && (matches!(verb.main, Main::Auxiliary) || may_be_participle(verb.form))
        })
    }

    fn auxiliary_after(&self, at: usize, fits: impl Fn(&VerbGroup<'_>) -> bool) -> bool {
        self.verb(at + 1).is_some_and(|verb| matches!(verb.main, Main::Auxiliary) && fits(verb))
    }

    pub(super) fn have_before(&self, at: usize) -> bool {
        (0..at)
            .rev()
            .take(14)
            .find_map(|i| self.verb(i))
            .is_some_and(|verb| matches!(verb.main, Main::Auxiliary) && verb.have && !verb.be)
    }

    fn noun_before_is_determiner(&self, at: usize) -> bool {
        matches!(self.before(at).and_then(|i| self.kind(i)), Some(ChunkKind::Owner))
    }

    /// Whether something that can act stands before the verb: a pronoun of a clause, or "and".
    fn has_actor(&self, at: usize) -> bool {
        self.before(at).is_none_or(|i| match &self.chunks[i].kind {
            ChunkKind::Relative | ChunkKind::And | ChunkKind::But | ChunkKind::That | ChunkKind::Comma => {
                true
            }
            ChunkKind::Noun(noun) => noun.number.is_none() || matches!(noun.head, Head::Thing),
            ChunkKind::Close => true,
            _ => false,
        })
    }

    /// After a verb without a subject before it, who acted and on whom: two noun groups side by side, of which
    /// only the second has a number.
    fn acting_pair(&self, verb: usize) -> Option<(usize, usize)> {
        let first = self.after(verb).filter(|i| self.noun(*i).is_some())?;
        let second = self.after(first).filter(|i| self.noun(*i).is_some())?;
        let (a, b) = (self.noun(first)?, self.noun(second)?);
        (a.number.is_none() && b.number.is_some() && b.is_people()).then_some((first, second))
    }

    /// The people whom a participle beside them describes: "12 people killed in the raid".
    fn described_by(&self, at: usize) -> Option<(usize, Path)> {
        let before = self.before(at)?;
        match &self.chunks[before].kind {
            ChunkKind::Noun(noun) => {
                // "four soldiers in Gorda killed": a place does not suffer.
                let place = matches!(noun.head, Head::Name | Head::Unknown)
                    && noun.number.is_none()
                    && self
                        .before(before)
                        .is_some_and(|i| matches!(self.chunks[i].preposition(), Some(Preposition::Place)));
                if Self::may_be_people(noun) && !place && !self.is_prepositional_modifier(before) {
                    return Some((before, Path::Adjacent));
                }
                // "members of the guard killed in".
                let subject = self.described_over_prepositions(before)?;
                Some((subject, Path::Clause))
            }
            // "in honour of Sergeant Roth, killed on Friday".
            ChunkKind::Comma
                if self.before(before).is_some_and(|i| {
                    self.noun(i).is_some_and(|n| n.titled && !n.names.is_empty()) && !self.joined_of(i)
                }) =>
            {
                self.before(before).map(|noun| (noun, Path::Clause))
            }
            ChunkKind::And | ChunkKind::Comma | ChunkKind::Or => {
                let subject = self.subject_of(at)?;
                Some((subject.0, Path::ElidedVerb))
            }
            // "was found dead", by two verbs.
            ChunkKind::Verb(verb) if matches!(verb.main, Main::Result) && verb.be => self.subject_of(before),
            _ => self.subject_of(at),
        }
    }

    /// Whether "and of" stands before a noun group: whoever else is meant stands farther on the left.
    fn joined_of(&self, noun: usize) -> bool {
        noun >= 2
            && matches!(self.chunks[noun - 1].preposition(), Some(Preposition::Of))
            && matches!(self.chunks[noun - 2].kind, ChunkKind::And)
    }

    fn is_prepositional_modifier(&self, noun: usize) -> bool {
        let Some(preposition) =
            self.before(noun).filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of)))
        else {
            return false;
        };
        // "members of the guard" but "the bodies of two women killed".
        self.before(preposition).and_then(|i| self.noun(i)).is_some_and(|owner| {
            matches!(owner.head, Head::Person(_) | Head::Number)
                && !self.noun(noun).is_some_and(|n| n.number.is_some() || !n.names.is_empty())
        })
    }

    fn described_over_prepositions(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..4 {
            let preposition = self.before(at).filter(|i| self.chunks[*i].preposition().is_some())?;
            at = self.before(preposition)?;
            let noun = self.noun(at)?;
            if Self::may_be_people(noun) && !self.is_prepositional_modifier(at) {
                return Some(at);
            }
        }
        None
    }

    /// Who did it, after the verb: "by gunmen".
    fn agent_after(&self, at: usize) -> Option<usize> {
        let mut i = at + 1;
        for _ in 0..10 {
            match self.kind(i)? {
                ChunkKind::Preposition(Preposition::By) => {
                    return self.after(i).filter(|n| self.noun(*n).is_some());
                }
                ChunkKind::Preposition(_) | ChunkKind::Noun(_) | ChunkKind::Adverb | ChunkKind::Date(_) => {
                    i += 1
                }
                _ => return None,
            }
        }
        None
    }

    /// The patient that begins at or ends in a noun group, where that can be people.
    fn patient(&self, noun: usize, leftwards: bool, weak: bool, embedded: bool) -> Option<Group> {
        let group = self.noun(noun)?;
        if !self.can_suffer(group, weak) {
            return None;
        }
        let group = self.group_within(noun, leftwards, embedded);
        // No member may be "no one".
        let nobody =
            group.members.iter().any(|m| self.noun(m.noun).is_some_and(|n| n.determiner == Determiner::No));
        (!nobody).then_some(group)
    }

    fn can_suffer(&self, noun: &NounGroup<'_>, weak: bool) -> bool {
        if noun.determiner == Determiner::No {
            return false;
        }
        match noun.head {
            Head::Person(_) => true,
            // In a text of capitals an unknown word with a number may be anything.
            Head::Name => !(weak && noun.number.is_some()),
            Head::Pronoun(entry) => !weak && entry.form != Form::Plain,
            Head::Number => {
                noun.number.is_some() || noun.other || noun.ordinal || noun.form == Form::Singular
            }
            Head::Outcome(_) => noun.number.is_some() || noun.determiner != Determiner::None,
            Head::Unknown => noun.number.is_some() && !weak,
            Head::Body(_) | Head::Group => !weak,
            Head::Event(_) | Head::Toll(_) | Head::Place | Head::Thing => false,
        }
    }

    fn state_candidate(&self, at: usize, verb: &VerbGroup<'a>, entry: &'a Entry, found: &mut Vec<Candidate>) {
        if self.unreal(at, verb) || self.conditional(at) {
            return;
        }
        let Some((noun, path)) = self.subject_of(at) else { return };
        // "the mayor is dead", not "they are missing the point".
        let Some(group) = self.patient(noun, true, true, false) else { return };
        let mut candidate =
            self.candidate(at, self.chunks[at].span, entry.detail.outcome, Slot::Subject, path);
        candidate.group = Some(group);
        found.push(candidate);
    }
}
