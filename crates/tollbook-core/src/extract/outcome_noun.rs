//! Candidates whose trigger counts people as what they became: "57 dead", "the bodies of two women".

use super::Kind;
use super::Outcome;
use super::candidate::Candidate;
use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup, may_be_participle};
use super::clause::Clauses;
use super::group::{Group, GroupMember, count_of};
use super::pack::{Category, Entry, Form};
use super::statement::{Path, Slot};

impl<'c, 'a> Clauses<'c, 'a> {
    /// "57 dead", "ten deaths among the miners", "the bodies of two women".
    pub(super) fn outcome_candidate(
        &self,
        at: usize,
        noun: &NounGroup<'a>,
        entry: &'a Entry,
        found: &mut Vec<Candidate>,
    ) {
        // "610 killed, wounded and missing among the guards": counted with the first.
        let is_counted_before = noun.number.is_none()
            && (0..at).rev().take(8).any(|i| {
                self.last_of_shared_number(i).is_some()
                    && self.outcomes_behind(i).0.iter().any(|(other, _)| *other == at)
            });
        if is_counted_before {
            return;
        }
        let last = self.last_of_shared_number(at);
        let outcome = if last.is_some() { None } else { entry.detail.outcome };
        // "took 16 soldiers prisoner"; "ten hostages" says nothing of when they were taken.
        let captive = entry.detail.weak && outcome == Some(Outcome::Captured);
        // "shot 15 men to death", but "sentenced 15 men to death".
        let done = |people: usize| {
            !(entry.detail.plain && outcome == Some(Outcome::Killed))
                || people.checked_sub(1).and_then(|i| self.verb(i)).is_some_and(|verb| {
                    matches!(verb.main, Main::Result | Main::Trigger(_)) && !verb.negated && !verb.modal
                })
        };
        if noun.number.is_some() && !done(at) {
            return;
        }
        // "left four members of a family dead": the word stands beside of whom they are.
        if noun.number.as_ref().is_none_or(|number| number.figure == Some(1))
            && outcome == Some(Outcome::Killed)
            && noun.head_span.start > noun.span.start
            && let Some(of) =
                at.checked_sub(1).filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of)))
            && let Some(people) = of
                .checked_sub(1)
                .filter(|i| self.noun(*i).is_some_and(|n| n.is_people() && n.number.is_some()))
            && people.checked_sub(1).and_then(|i| self.verb(i)).is_some_and(|verb| {
                matches!(verb.main, Main::Result) && !verb.be && !verb.negated && !verb.modal
            })
        {
            let mut candidate = self.new_candidate(at, outcome, Slot::Adjective, Path::Adjacent);
            candidate.trigger = noun.head_span;
            let members = vec![GroupMember { noun: people, whole: None, appositions: Vec::new() }];
            let span = self.chunks[people].span.with(self.chunks[at].span);
            candidate.group =
                Some(Group { members, span, chunks: (people, at), stated: None, undecided: false });
            found.push(candidate);
            return;
        }
        // "left him dead", "12 people dead".
        // "left one soldier from Ruritania dead": the country is where he comes from.
        let behind = at.checked_sub(1).is_some_and(|i| self.chunks[i].preposition().is_some());
        let bare = noun.number.is_none()
            && matches!(noun.determiner, Determiner::None)
            && (noun.country.is_none() || behind);
        if bare
            && (matches!(entry.form, Form::Plural) && !entry.detail.weak || captive)
            && !(self.pack.traits.construct && self.noun(at + 1).is_some())
            && let Some(people) = self.left_dead(at)
        {
            // "leaving the owner and a customer dead".
            let mut first = people;
            let mark = |i: usize| matches!(self.chunks[i].kind, ChunkKind::And | ChunkKind::Comma);
            while first >= 2 && mark(first - 1) {
                // "Lund, Keller, and Roth dead".
                let before = if first >= 3 && mark(first - 2) { first - 3 } else { first - 2 };
                if !self.joins(before) || self.object_owner(before).is_none() {
                    break;
                }
                first = before;
            }
            if !done(first) {
                return;
            }
            let group = self.group_at(first, first == people);
            // "bodies with bullet wounds" are hurt no more.
            let otherwise = self.noun(people).is_some_and(
                |n| matches!(n.head, Head::Outcome(own) if own.detail.weak && own.detail.outcome != outcome),
            );
            if otherwise {
                return;
            }
            if !self.is_prepositional(group.chunks.0) || self.noun(people).is_some_and(|n| n.number.is_some())
            {
                let mut candidate = self.new_candidate(at, outcome, Slot::Adjective, Path::Adjacent);
                // "35 casualties, 20 of them dead".
                let of_them = first
                    .checked_sub(1)
                    .is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Comma | ChunkKind::Open))
                    && matches!(self.kind(first + 1), Some(ChunkKind::Including));
                candidate.kind = of_them.then_some(Kind::Part);
                candidate.group = Some(group);
                found.push(candidate);
            }
            return;
        }
        if captive || entry.detail.plain && noun.number.is_none() {
            return;
        }
        // "من بين القتلى ممرضة وطفلان": among the dead, and no verb.
        if self.pack.traits.construct
            && noun.determiner == Determiner::Definite
            && noun.number.is_none()
            && self
                .before(at)
                .is_some_and(|i| matches!(self.chunks[i].preposition(), Some(Preposition::Among)))
            && self.noun(at + 1).is_some_and(NounGroup::is_people)
        {
            let mut candidate = self.new_candidate(at, outcome, Slot::Inverted, Path::Adjacent);
            candidate.group = Some(self.group_at(at + 1, false));
            candidate.kind = Some(Kind::Part);
            found.push(candidate);
            return;
        }
        // "eight of the eleven wounded": a part of them.
        if let Some(part) = self.part_before(at) {
            let mut candidate = self.new_candidate(at, outcome, Slot::OutcomeNoun, Path::Adjacent);
            candidate.trigger = noun.head_span;
            candidate.count = self.noun(part).map(count_of);
            let group = self.group_at(part, false);
            candidate.group = Some(Group { members: group.members.into_iter().take(1).collect(), ..group });
            // "أربعة من رجال الأمن بين قتيل وجريح": four men, and no part of any dead.
            let own = self.pack.traits.construct && outcome.is_none() && noun.party.is_some();
            candidate.kind = (!own).then_some(Kind::Part);
            found.push(candidate);
            return;
        }
        // "ثلاثة جنود سقطوا بين قتيل وجريح": the subject of the verb before it.
        let fell = at.checked_sub(1).filter(|i| {
            self.pack.traits.construct
                && outcome.is_none()
                && !entry.detail.weak
                && noun.number.is_none()
                && self.verb(*i).is_some_and(|v| v.finite() && !v.negated && !v.modal)
        });
        if let Some((people, path)) = fell.and_then(|verb| self.subject_of(verb))
            && self.noun(people).is_some_and(|n| n.is_people() && n.number.is_some())
        {
            let mut candidate = self.new_candidate(at, outcome, Slot::Subject, path);
            candidate.group = Some(self.group_at(people, true));
            found.push(candidate);
            return;
        }
        // "54 casualties, both dead and wounded".
        let both = noun.determiner == Determiner::Whole
            && (outcome.is_none() || matches!(self.kind(at + 1), Some(ChunkKind::And)))
            && noun.number.as_ref().is_some_and(|n| n.figure == Some(2));
        if both {
            return;
        }
        // "las bajas de la guerrilla podrían llegar a 80": what is only possible counts nobody.
        let possible = noun.number.is_none()
            && (at + 1..self.chunks.len().min(at + 6))
                .take_while(|i| {
                    self.chunks[*i].preposition().is_some()
                        || self.noun(*i).is_some()
                        || matches!(self.chunks[*i].kind, ChunkKind::Adverb | ChunkKind::Verb(_))
                })
                .find_map(|i| self.verb(i))
                .is_some_and(|verb| verb.modal && matches!(verb.main, Main::Auxiliary | Main::Toll));
        if possible {
            return;
        }
        // The people among whom, or of whom.
        let after = self.after(last.unwrap_or(at));
        let whose = after
            .filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of | Preposition::Among)));
        let construct = self.pack.traits.construct
            // "جثتي شقيقين": two by their form.
            && (noun.number.is_none() || noun.form == Form::Dual)
            && noun.determiner == Determiner::None;
        // "die Leiche einer Frau".
        let genitive = self.pack.traits.verb_last && entry.detail.weak && noun.number.is_none();
        let beside = (construct || genitive)
            .then_some(at + 1)
            .filter(|i| self.noun(*i).is_some_and(NounGroup::is_people));
        let people = whose.and_then(|i| self.after(i)).or(beside).filter(|i| self.noun(*i).is_some());
        // "inflicted 15 casualties on the army".
        let suffered = after.filter(|i| {
            matches!(self.chunks[*i].preposition(), Some(Preposition::Other))
                && outcome.is_none()
                && self.noun(*i + 1).is_some_and(|n| matches!(n.head, Head::Body(_) | Head::Group))
        });
        // "causaron 89 muertos a los rebeldes": on whom they were inflicted.
        let inflicted = after.filter(|i| {
            self.chunks[*i].patient_mark
                && noun.number.is_some()
                && self.before(at).is_some_and(|verb| self.verb(verb).is_some_and(|v| !v.be && v.finite()))
                && self.noun(*i + 1).is_some_and(|n| {
                    n.number.is_none()
                        && n.is_definite()
                        && (matches!(n.head, Head::Body(_) | Head::Group)
                            || matches!(n.head, Head::Person(_)) && self.is_armed(*i + 1))
                })
        });
        let people = people.or(suffered.or(inflicted).map(|i| i + 1));
        let of = beside.is_some()
            || whose.is_some_and(|i| matches!(self.chunks[i].preposition(), Some(Preposition::Of)));
        if let Some(people) = people
            && of
            && (noun.number.is_none() || beside.is_some())
            && (entry.detail.weak
                || entry.category == Category::TriggerNoun
                || matches!(entry.form, Form::Plural)
                || self.noun(people).is_some_and(|n| n.is_plural() && n.number.is_some())
                || beside.is_some())
            // "معظم القتلى من النساء": what they were.
            && !(self.pack.traits.construct
                && whose.is_some()
                && noun.is_definite()
                && self.noun(people).is_some_and(|n| {
                    n.number.is_none() && n.is_plural() && n.is_definite()
                }))
            && !self.is_corps(at, people)
            // "under the bodies of others".
            && !self.noun(people).is_some_and(|n| n.other && n.number.is_none() && n.determiner == Determiner::None && matches!(n.head, Head::Number))
            && let Some(group) =
                self.people_of_event(at, people, entry.detail.weak && entry.category == Category::TriggerNoun)
        {
            // "the bodies of two women", "the deaths of 12".
            let mut candidate = self.new_candidate(at, outcome, Slot::NounOf, Path::Adjacent);
            candidate.group = Some(group);
            found.push(candidate);
            return;
        }
        // "ein Gefallener, vier Verwundete": the article counts.
        let one =
            noun.determiner == Determiner::Indefinite && !entry.detail.weak && self.pack.traits.capital_nouns;
        // "قتيل و4 مصابين": without an article, one.
        let lone = self.pack.traits.construct
            && !entry.detail.weak
            && noun.form == Form::Singular
            && noun.determiner == Determiner::None
            && matches!(self.kind(at + 1), Some(ChunkKind::And))
            && self.noun(at + 2).is_some_and(|n| matches!(n.head, Head::Outcome(_)) && n.number.is_some());
        if noun.number.is_none() && !one && !lone {
            // "the dead", "victims": nobody new, and no number.
            let owner = self
                .owner_of(at)
                .filter(|i| self.noun(*i).is_some_and(|n| matches!(n.head, Head::Person(_) | Head::Name)));
            if let Some(owner) = owner.filter(|_| entry.detail.weak && entry.form == Form::Singular) {
                let mut candidate = self.new_candidate(at, outcome, Slot::Possessor, Path::Adjacent);
                let group = self.group_at(owner, false);
                candidate.group =
                    Some(Group { members: group.members.into_iter().take(1).collect(), ..group });
                found.push(candidate);
                return;
            }
            let found_dead = entry.detail.weak
                && outcome == Some(Outcome::Killed)
                && noun.determiner == Determiner::Possessive
                && noun.form == Form::Singular
                && after.and_then(|i| self.verb(i)).is_some_and(|v| {
                    matches!(v.main, Main::Result) && (v.be || self.pack.traits.verb_last) && !v.negated
                });
            if found_dead {
                let mut candidate = self.new_candidate(at, outcome, Slot::OutcomeNoun, Path::Adjacent);
                let mut group = self.group_at(at, false);
                group.members.truncate(1);
                group.chunks = (at, at);
                group.span = self.chunks[at].span;
                candidate.group = Some(group);
                found.push(candidate);
                return;
            }
            let among = whose.is_some()
                && people.and_then(|i| self.noun(i)).is_some_and(|n| {
                    n.is_people() || matches!(n.head, Head::Body(_) | Head::Group | Head::Unknown)
                });
            // "es gibt Tote und Verletzte": what caused the first caused the second.
            let joined = self
                .before(at)
                .filter(|i| matches!(self.chunks[*i].kind, ChunkKind::And))
                .and_then(|i| i.checked_sub(1))
                .filter(|i| {
                    self.noun(*i).is_some_and(|n| {
                        matches!(n.head, Head::Outcome(_))
                            && n.number.is_none()
                            && n.determiner == Determiner::None
                            && n.form == Form::Plural
                    })
                });
            let caused = self
                .before(joined.unwrap_or(at))
                .and_then(|i| self.verb(i))
                .is_some_and(|v| matches!(v.main, Main::Other | Main::Result) && !v.be);
            if entry.detail.weak || !(among || caused) || noun.determiner != Determiner::None && !among {
                return;
            }
        }
        let mut candidate = self.new_candidate(at, outcome, Slot::OutcomeNoun, Path::Adjacent);
        candidate.trigger = noun.head_span;
        if let Some(group) = self.left_together(at) {
            candidate.group = Some(group);
            found.push(candidate);
            return;
        }
        let mut group = self.group_at(at, false);
        // "13 dead: nine soldiers and four guerrillas": the number counts all whom the list names.
        if group.stated == Some(at) {
            candidate.group = Some(group);
            found.push(candidate);
            return;
        }
        group.members.truncate(1);
        if let Some(member) = group.members.first_mut() {
            // "47 victims of the rebels": of those who did it.
            let others = super::side::is_victims(noun) && people.is_some_and(|i| self.is_armed(i));
            member.whole = people.filter(|i| {
                !others
                    && self.noun(*i).is_some_and(|n| {
                        n.is_people() || matches!(n.head, Head::Body(_) | Head::Group | Head::Unknown)
                    })
            });
            member.appositions.clear();
        }
        group.chunks = (at, at);
        group.span = self.chunks[at].span;
        if let Some(people) = group.members.first().and_then(|m| m.whole) {
            group.span = group.span.with(self.chunks[people].span);
        }
        let is_whole = group.members.first().is_some_and(|member| member.whole.is_none());
        candidate.loser = self.lost_by(at).or_else(|| self.losses_before(at)).filter(|_| is_whole);
        candidate.group = Some(group);
        candidate.count = Some(count_of(noun));
        found.push(candidate);
    }

    /// "the army suffered 17 dead", "beklagten die Rebellen 19 Tote", "the rebels had 40 wounded": who lost the people
    /// at `at`.
    fn lost_by(&self, at: usize) -> Option<usize> {
        let owner = self.object_owner(at).filter(|i| self.verb(*i).is_some());
        let goes_on = |i: &usize| {
            matches!(
                self.chunks[*i].kind,
                ChunkKind::Verb(_)
                    | ChunkKind::Noun(_)
                    | ChunkKind::And
                    | ChunkKind::Adverb
                    | ChunkKind::Date(_)
                    | ChunkKind::Preposition(_)
            )
        };
        let verb_before = || (0..at).rev().take(8).take_while(goes_on).find(|i| self.verb(*i).is_some());
        let verb = owner.or_else(verb_before)?;
        let has = |v: &VerbGroup<'_>| owner.is_some() && matches!(v.main, Main::Auxiliary) && v.have && !v.be;
        self.verb(verb).filter(|v| (v.loses || has(v)) && !v.negated && !v.modal)?;
        let beside = Some(verb + 1).filter(|i| {
            self.pack.traits.subject_after_verb
                && self.noun(*i).is_some_and(|n| n.number.is_none())
                && self.can_lose(*i)
        });
        beside
            .or_else(|| self.subject_of(verb).map(|(subject, _)| subject))
            .filter(|subject| *subject != at && self.can_lose(*subject))
    }

    /// "put Ruritanian losses at 26 dead and 93 wounded", "rebel losses: 35 killed": whose the people at `at` are.
    fn losses_before(&self, at: usize) -> Option<usize> {
        let passed = |i: &usize| match &self.chunks[*i].kind {
            ChunkKind::Comma | ChunkKind::And | ChunkKind::Colon | ChunkKind::Adverb => true,
            ChunkKind::Preposition(preposition) => !matches!(preposition, Preposition::Of | Preposition::By),
            ChunkKind::Noun(noun) => matches!(noun.head, Head::Outcome(_)) && noun.number.is_some(),
            ChunkKind::Verb(verb) => {
                verb.be && matches!(verb.main, Main::Auxiliary) && !verb.negated && !verb.modal
            }
            _ => false,
        };
        let losses = (0..at).rev().take(10).find(|i| !passed(i))?;
        let noun = self.noun(losses).filter(|noun| noun.number.is_none() && self.chunks[losses].losses)?;
        (noun.party.is_some() || noun.country.is_some()).then_some(losses)
    }

    /// "left 17 soldiers and six rebels dead": all whom a verb leaves so, where the last stand beside the word for it.
    fn left_together(&self, at: usize) -> Option<Group> {
        let noun = self.noun(at)?;
        // "left two drivers and six dead": of the six nothing tells that they stand beside others.
        noun.number.as_ref().filter(|number| number.span.end + 1 < noun.head_span.start)?;
        let counted = |i: &usize| {
            self.joins(*i)
                && self.noun(*i).is_some_and(|n| n.number.is_some() || n.determiner == Determiner::Indefinite)
        };
        let mut nouns = vec![at];
        let mut first = at;
        loop {
            let mark = first.checked_sub(1)?;
            // "…, and two officers and 88 men missing": the list of the outcome begins behind a comma and "and".
            let ends = first < at
                && matches!(self.kind(mark), Some(ChunkKind::And))
                && mark > 0
                && matches!(self.kind(mark - 1), Some(ChunkKind::Comma));
            if ends || !matches!(self.chunks[mark].kind, ChunkKind::And | ChunkKind::Comma) {
                break;
            }
            let mark = mark - usize::from(matches!(self.kind(mark.checked_sub(1)?), Some(ChunkKind::Comma)));
            let end = mark.checked_sub(1)?;
            let owner = end
                .checked_sub(2)
                .filter(|_| matches!(self.chunks[end - 1].preposition(), Some(Preposition::Of)));
            first = Some(owner.unwrap_or(end)).filter(counted)?;
            nouns.insert(0, first);
        }
        let leaves = |verb: &VerbGroup<'_>| {
            matches!(verb.main, Main::Result) && !verb.be && !verb.negated && !verb.modal
        };
        // "3 officers and 41 men killed, and 2 officers and 88 men missing".
        let last =
            (0..first).rev().find(|i| !matches!(self.chunks[*i].kind, ChunkKind::And | ChunkKind::Comma));
        let lists = last.is_some_and(|i| match &self.chunks[i].kind {
            ChunkKind::Verb(verb) => {
                matches!(verb.main, Main::Trigger(_))
                    && may_be_participle(verb.form)
                    && !verb.be
                    && !verb.have
            }
            ChunkKind::Noun(noun) => matches!(noun.head, Head::Outcome(_)) && noun.number.is_some(),
            _ => false,
        });
        let owned = first.checked_sub(1).and_then(|i| self.verb(i)).is_some_and(leaves);
        if first == at || !(owned || lists && last.is_some_and(|last| last + 1 < first)) {
            return None;
        }
        let members = nouns
            .into_iter()
            .map(|noun| GroupMember { noun, whole: None, appositions: Vec::new() })
            .collect();
        let span = self.chunks[first].span.with(self.chunks[at].span);
        Some(Group { members, span, chunks: (first, at), stated: None, undecided: false })
    }

    /// The number of which the noun group at `at` is the whole: "two of the wounded".
    fn part_before(&self, at: usize) -> Option<usize> {
        // "acht der elf Verletzten": the genitive stands beside its number.
        let beside = at.checked_sub(1).filter(|i| {
            self.pack.traits.verb_last
                && self.noun(*i).is_some_and(|n| matches!(n.head, Head::Number) && n.number.is_some())
                && self.noun(at).is_some_and(|n| n.determiner == Determiner::Definite)
        });
        if beside.is_some() {
            return beside;
        }
        let of =
            self.before(at).filter(|i| matches!(self.chunks[*i].preposition(), Some(Preposition::Of)))?;
        self.before(of)
            .filter(|i| self.noun(*i).is_some_and(|n| matches!(n.head, Head::Number) && n.number.is_some()))
    }

    /// The people right before "dead" at `at`: "left 12 people dead", "shot 11 of them dead".
    fn left_dead(&self, at: usize) -> Option<usize> {
        let mut people = at.checked_sub(1)?;
        // "18 people reported dead".
        if self.verb(people).is_some_and(|verb| {
            matches!(verb.main, Main::Auxiliary) && !verb.be && !verb.have && !verb.modal && !verb.negated
        }) {
            people = people.checked_sub(1)?;
        }
        // "left one soldier from Ruritania dead", "left two members of the guard dead".
        let mut over = if self.chunks[people].preposition().is_some() { at } else { people };
        for _ in 0..2 {
            let owner = over.checked_sub(2).filter(|_| self.chunks[over - 1].preposition().is_some());
            let Some(owner) = owner.filter(|i| self.noun(*i).is_some()) else { break };
            over = owner;
        }
        if over != people
            && over.checked_sub(1).and_then(|i| self.verb(i)).is_some_and(|verb| {
                matches!(verb.main, Main::Result) && !verb.be && !verb.negated && !verb.modal
            })
        {
            people = over;
        }
        if matches!(self.chunks[people].kind, ChunkKind::Including) {
            people = people.checked_sub(1).filter(|i| self.is_bare_number(*i))?;
        }
        // "shot 15 of the villagers to death".
        if people >= 2
            && matches!(self.chunks[people - 1].preposition(), Some(Preposition::Of))
            && self.is_bare_number(people - 2)
        {
            people -= 2;
        }
        self.noun(people).filter(|noun| noun.is_people()).map(|_| people)
    }

    /// "6,100 killed, wounded and missing": whether the number at `at` counts people of other outcomes too.
    pub(super) fn shares_number_of_outcomes(&self, at: usize) -> bool {
        self.last_of_shared_number(at).is_some()
    }

    /// The last of those outcomes.
    fn last_of_shared_number(&self, at: usize) -> Option<usize> {
        let noun = self.noun(at).filter(|noun| noun.number.is_some())?;
        let Head::Outcome(own) = noun.head else { return None };
        let (others, ..) = self.outcomes_behind(at);
        let is_shared = others.iter().any(|(_, outcome)| *outcome != own.detail.outcome);
        others.last().filter(|_| is_shared).map(|(last, _)| *last)
    }

    /// "40 were killed, wounded or captured": whether which of several outcomes befell the people of the verb at `at` is
    /// not said. "Killed and captured" may be one after the other.
    pub(super) fn is_of_several_outcomes(&self, at: usize, own: Option<Outcome>) -> bool {
        let (others, or) = self.outcomes_behind(at);
        (or || others.len() > 1) && others.iter().any(|(_, outcome)| *outcome != own)
    }

    /// The outcomes that are joined to the chunk at `at` with no people of their own, and whether one is joined by "or".
    fn outcomes_behind(&self, at: usize) -> (Vec<(usize, Option<Outcome>)>, bool) {
        let (mut found, mut or, mut i) = (Vec::new(), false, at);
        loop {
            let mut next = i + 1;
            let (mut joined, mut joined_by_or) = (false, false);
            // "killed, wounded, or missing".
            while let Some(ChunkKind::Comma | ChunkKind::And | ChunkKind::Or) = self.kind(next) {
                joined_by_or |= matches!(self.kind(next), Some(ChunkKind::Or));
                joined = true;
                next += 1;
            }
            let other = match self.kind(next) {
                Some(ChunkKind::Verb(verb))
                    if may_be_participle(verb.form)
                        && !verb.be
                        && !verb.have
                        && self.noun(next + 1).is_none() =>
                {
                    match verb.main {
                        Main::Trigger(entry) => Some(entry),
                        _ => None,
                    }
                }
                Some(ChunkKind::Noun(noun))
                    if noun.number.is_none()
                        // "عشرات القتلى والجرحى": behind a number, both have their article.
                        && (noun.determiner == Determiner::None
                            || self.pack.traits.construct && noun.determiner == Determiner::Definite) =>
                {
                    match noun.head {
                        Head::Outcome(entry) => Some(entry),
                        _ => None,
                    }
                }
                _ => None,
            };
            let Some(entry) = other.filter(|_| joined) else { return (found, or) };
            found.push((next, entry.detail.outcome));
            or |= joined_by_or;
            i = next;
        }
    }

    /// "se replia sur le corps de Valmont": one word for a body and for troops tells of a death only beside a verb of
    /// finding, where nothing but a name follows it.
    fn is_corps(&self, at: usize, people: usize) -> bool {
        let body = self.noun(at).is_some_and(|noun| {
            matches!(noun.head, Head::Outcome(entry) if entry.detail.weak)
                && noun.number.is_none()
                && noun.form == Form::Singular
        });
        let name = self.noun(people).is_some_and(|noun| matches!(noun.head, Head::Name) && !noun.titled);
        let found = self
            .chunks
            .iter()
            .filter_map(super::chunk::Chunk::verb)
            .any(|verb| matches!(verb.main, Main::Result | Main::Trigger(_)) || verb.finds);
        self.pack.traits.adjective_after_noun && body && name && !found
    }
}
