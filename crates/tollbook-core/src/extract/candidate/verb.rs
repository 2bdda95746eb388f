//! The candidates of a verb that says what happened: by its frame and form, where its patient stands.

use super::Candidate;
use crate::extract::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, VerbGroup, may_be_participle};
use crate::extract::clause::Clauses;
use crate::extract::list::Within;
use crate::extract::pack::{Entry, Form, Frame};
use crate::extract::rules::Rule;
use crate::extract::statement::{NumberForm, Path, Slot};
use crate::extract::{Outcome, PartyKind};

impl<'c, 'a> Clauses<'c, 'a> {
    pub(super) fn verb_candidates(
        &self,
        at: usize,
        verb: &VerbGroup<'a>,
        entry: &'a Entry,
        found: &mut Vec<Candidate>,
    ) {
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
        let within = if embedded { Within::Relative } else { Within::Main };
        let frame = entry.detail.frame.unwrap_or(Frame::Object);
        let participle = may_be_participle(verb.form);
        let trigger = self.chunks[at].span;
        let outcome = entry.detail.outcome;
        let next_noun = self
            .object_of(at)
            .map(|(noun, _)| noun)
            .filter(|i| self.noun(*i).is_some_and(|n| !matches!(n.head, Head::Event(_)) && !is_some_time(n)));
        if self.life_lost(at, entry).is_some() {
            let people = if self.pack.traits.construct { None } else { self.subject_of(at) };
            let people = people.or_else(|| self.subject_after(at)).or_else(|| self.subject_of(at));
            if let Some((noun, path)) = people
                && let Some(group) = self.patient(noun, noun < at, false, within)
            {
                let mut candidate = self.candidate(at, trigger, Some(Outcome::Killed), Slot::Subject, path);
                candidate.group = Some(group);
                found.push(candidate);
            }
            return;
        }
        // "Offiziere: 7 tot, 10 verwundet": a bulletin.
        let form = participle || self.pack.traits.verb_last && verb.form == Form::Finite;
        if form && !verb.be && !verb.have && self.is_tabled_after(at) {
            let mut candidate = self.candidate(at, trigger, outcome, Slot::Described, Path::Adjacent);
            candidate.group = Some(self.number_alone(at - 1));
            found.push(candidate);
            return;
        }
        let mut push = |slot: Slot, people: Option<(usize, Path)>, agent: Option<usize>| -> bool {
            let Some((noun, path)) = people else { return false };
            // "lost nine dead": the noun tells what became of them.
            let told = self.noun(noun).is_some_and(|n| {
                matches!(n.head, Head::Outcome(own) if own.detail.outcome.is_some() && own.detail.outcome != outcome)
            });
            let hurt = outcome == Some(Outcome::Wounded);
            // "captured the body of a sailor".
            let body = outcome == Some(Outcome::Captured)
                && self.noun(noun).is_some_and(|n| {
                    matches!(n.head, Head::Outcome(own)
                        if own.detail.outcome == Some(Outcome::Killed) && own.detail.weak)
                });
            if (entry.detail.weak || hurt) && told || body {
                return false;
            }
            let leftwards =
                matches!(slot, Slot::Subject | Slot::Described | Slot::Resultative | Slot::Object);
            let Some(group) = self.patient(noun, leftwards && noun < at, entry.detail.weak, within) else {
                return false;
            };
            let mut group = group;
            // "prices fell", "the mayor fell": only people under arms die so.
            let fell = entry.detail.weak && frame == Frame::Subject && !self.pack.traits.construct;
            let armed = fell && self.any_armed(&group);
            let side = if fell && !armed { self.side_named_before(at) } else { None };
            if fell && !armed && side.is_none() {
                return false;
            }
            // "ارتقى الموظف إلى منصب": of nobody who is counted or named the verb tells something else.
            let rose = entry.detail.weak
                && frame == Frame::Subject
                && self.pack.traits.construct
                && outcome == Some(Outcome::Killed)
                && self.noun(noun).is_some_and(|n| {
                    n.number.is_none() && n.names.is_empty() && n.form != Form::Dual && n.is_definite()
                });
            if rose {
                return false;
            }
            // "los soldados muertos fueron identificados": of people known.
            let known = |n: &NounGroup<'_>| {
                n.number.is_none()
                    && n.determiner == Determiner::Definite
                    && n.form == Form::Plural
                    && n.names.is_empty()
            };
            if slot == Slot::Described
                && self.pack.traits.adjective_after_noun
                && noun + 1 == at
                && self.noun(noun).is_some_and(known)
                && self.verb(at + 1).is_some_and(|v| v.finite() && !matches!(v.main, Main::Toll))
            {
                return false;
            }
            // "the other wounded were flown out": of people known.
            let others = |n: &NounGroup<'_>| {
                n.other && n.is_definite() && n.number.is_none() && matches!(n.head, Head::Number)
            };
            if slot == Slot::Described
                && noun + 1 == at
                && self.noun(noun).is_some_and(others)
                && self.verb(at + 1).is_some_and(VerbGroup::finite)
            {
                return false;
            }
            // "the funeral of six priests and two servants killed": whether all were killed is open.
            group.undecided |= slot == Slot::Described && self.joins_behind_preposition(group.chunks.0);
            // "killed or wounded over 200": which of them died is not said.
            let both = slot == Slot::Object && noun > at && self.joins_other_outcome(at, outcome);
            // "فأردت خمسين منهم بين قتيل وجريح".
            let mut end = group.chunks.1 + 1;
            end += usize::from(matches!(self.kind(end), Some(ChunkKind::Including)));
            let mixed = self.pack.traits.construct
                && self.noun(end).is_some_and(|n| {
                    n.number.is_none()
                        && matches!(n.head, Head::Outcome(own)
                            if own.detail.outcome.is_none_or(|it| it == Outcome::Casualties))
                        && matches!(n.head, Head::Outcome(own) if !own.detail.weak)
                });
            let both = both || mixed || slot == Slot::Subject && self.shares_object_of_last(at, outcome);
            let mut candidate = self.candidate(at, trigger, outcome.filter(|_| !both), slot, path);
            candidate.group = Some(group);
            candidate.agent = agent;
            candidate.loser = side;
            if matches!(slot, Slot::Subject | Slot::Described) && self.rules.applies(Rule::Companions) {
                self.add_companions(at, &mut candidate);
            }
            if matches!(slot, Slot::Subject | Slot::Described) && !self.settle_agreement(verb, &mut candidate)
            {
                return false;
            }
            self.count_list_behind_colon(&mut candidate);
            found.push(candidate);
            true
        };
        match frame {
            // "verlor 87 Mann; verwundet wurden 240": a participle that opens its clause, and the number after it.
            Frame::Object if self.pack.traits.verb_last && participle && self.fronted(at).is_some() => {
                push(Slot::Inverted, self.fronted(at).map(|noun| (noun, Path::Adjacent)), None);
            }
            // "Rebellen haben drei Männer entführt und ermordet": the object stands once.
            Frame::Object if participle && !verb.be && self.joined_perfect(at).is_some() => {
                let object = self.joined_perfect(at).map(|noun| (noun, Path::Clause));
                push(Slot::Object, object, None);
            }
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
                let beside = self
                    .before(at)
                    .filter(|i| self.noun(*i).is_some_and(Self::may_be_people) && !self.is_prepositional(*i));
                let object = beside.map(|noun| (noun, Path::Adjacent));
                push(Slot::Object, object.or_else(|| self.object_over_places(at)), None);
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
            // "Officers: killed 4, wounded 5": a bulletin.
            Frame::Object if participle && !verb.be && !verb.have && self.is_tabled(at) => {
                push(Slot::Inverted, Some((at + 1, Path::Adjacent)), None);
            }
            // "Muertos 3 guerrilleros y capturados 5": a headline that begins with its participle.
            Frame::Object | Frame::Subject
                if verb.form == Form::Participle && !verb.be && !verb.have && self.opens_headline(at) =>
            {
                push(Slot::Inverted, Some((at + 1, Path::Adjacent)), None);
            }
            // "dejó heridos a otros dos": the participle between the verb and the people.
            Frame::Object | Frame::Subject
                if verb.form == Form::Participle && !verb.be && !verb.have && self.left_so(at).is_some() =>
            {
                push(Slot::Resultative, self.left_so(at).map(|noun| (noun, Path::Adjacent)), None);
            }
            // "left a baker and a porter wounded", "dejó un civil, un policía y un cabo heridos".
            Frame::Object if participle && !verb.have && self.left_list(at).is_some() => {
                let mut candidate = self.candidate(at, trigger, outcome, Slot::Resultative, Path::Adjacent);
                candidate.group =
                    self.left_list(at).map(|first| self.group_within(first, false, Within::Subject));
                found.push(candidate);
            }
            Frame::Object if verb.form == Form::Participle && !verb.have => {
                push(Slot::Described, self.described_by(at), self.agent_after(at));
            }
            // "brings the number of soldiers killed in Gorda to 286".
            Frame::Object
                if participle
                    && !verb.be
                    && !verb.have
                    && at >= 2
                    && matches!(self.chunks[at - 2].kind, ChunkKind::CountOf)
                    && self.noun(at - 1).is_some_and(|n| n.number.is_none()) =>
            {
                push(Slot::Described, self.described_by(at), self.agent_after(at));
            }
            // "kidnapped and killed three": whom the second verb tells of; "seized and held three" of the first too.
            Frame::Object
                if verb.form == Form::Past
                    && !verb.have
                    && next_noun.is_none()
                    && self.shared_object(at).is_some() =>
            {
                let (second, object) = self.shared_object(at).unwrap_or((at, at));
                let told = self.verb(second).is_some_and(|next| matches!(next.main, Main::Trigger(_)));
                if !told {
                    let agent = self.subject_of(at).map(|(noun, _)| noun);
                    push(Slot::Object, Some((object, Path::Clause)), agent);
                }
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
                // "Den Soldaten tötete ein Heckenschütze.": by its article an object, and who acts stands behind.
                let acts =
                    |i: usize| self.noun(i).is_some_and(|n| !n.object && n.determiner != Determiner::None);
                if let Some((noun, path)) = subject
                    && self.noun(noun).is_some_and(|n| n.object)
                    && noun + 1 == at
                    && acts(at + 1)
                {
                    push(Slot::Object, Some((noun, path)), Some(at + 1));
                    return;
                }
                // "Weil er sich weigerte, erschoss der Hauptmann den Rekruten.": behind a clause.
                let opens = self.pack.traits.verb_last
                    && self.before(at).is_some_and(|i| matches!(self.chunks[i].kind, ChunkKind::Comma));
                if self.pack.traits.subject_after_verb
                    && (subject.is_none() || opens)
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
                if let Some(object) = self.made_to_suffer(at) {
                    // "ließ 23 Deserteure erschießen".
                    push(Slot::Object, Some((object, Path::Adjacent)), subject.map(|(noun, _)| noun));
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
            Frame::Subject if participle && !verb.be && !verb.have && !self.ends_perfect(at) => {
                let described = self.described_by(at);
                // "17 people working at a mill lost their lives": no noun beside the verb.
                if described.is_none() && verb.form == Form::Past {
                    push(Slot::Subject, self.subject_of(at), None);
                    return;
                }
                push(Slot::Described, described, None);
            }
            // "فقد الصيادون الاتصال": what they lost stands behind.
            Frame::Subject
                if self.pack.traits.construct
                    && entry.detail.weak
                    && outcome == Some(Outcome::Missing)
                    && self.noun(at + 1).is_some_and(|n| n.number.is_none())
                    && self.noun(at + 2).is_some_and(|n| matches!(n.head, Head::Thing)) => {}
            Frame::Subject
                if self.pack.traits.construct
                    && self.after(at).is_some_and(|i| self.noun(i).is_some_and(NounGroup::is_people)) =>
            {
                push(Slot::Subject, self.subject_after(at), None);
            }
            // "البحث عن عشرة عمال فقدوا": numbered people behind a preposition, right before the verb that tells of them.
            Frame::Subject
                if self.pack.traits.construct
                    && self.after(at).is_none_or(|i| self.noun(i).is_none())
                    && at.checked_sub(1).is_some_and(|i| {
                        self.is_prepositional(i)
                            && self
                                .noun(i)
                                .is_some_and(|n| matches!(n.head, Head::Person(_)) && n.number.is_some())
                    }) =>
            {
                push(Slot::Subject, Some((at - 1, Path::Relative)), None);
            }
            // "توفي منهم تسعة": of whom stands between the verb and its subject.
            Frame::Subject
                if self.pack.traits.construct
                    && matches!(self.kind(at + 1), Some(ChunkKind::Including))
                    && self.is_bare_number(at + 2)
                    // "لقي 28 شخصا مصرعهم بينهم 10 من رجال الشرطة": but not where they stand before it.
                    && at.checked_sub(1).and_then(|i| self.noun(i)).is_none_or(|n| n.number.is_none()) =>
            {
                push(Slot::Subject, Some((at + 2, Path::Adjacent)), None);
            }
            // "ماتت إحداهن": some of people named before, and not all.
            Frame::Subject
                if self.pack.traits.construct
                    && matches!(self.kind(at + 1), Some(ChunkKind::Including))
                    && at.checked_sub(1).is_none_or(|i| self.noun(i).is_none()) => {}
            // "قضت القوات على أربعة مسلحين": behind a force and a preposition, whom it killed.
            Frame::Subject if self.ended_by_force(at, entry).is_some() => {
                let object = self.ended_by_force(at, entry).map(|noun| (noun, Path::Clause));
                push(Slot::Object, object, Some(at + 1));
            }
            // Where the verb comes first, a word with other meanings tells of those right behind it alone: "فقد ثلاثة".
            Frame::Subject
                if self.pack.traits.construct && entry.detail.weak && outcome == Some(Outcome::Missing) => {}
            Frame::Subject => {
                // "بعد غرق المركب": behind a preposition the word is a noun.
                let noun = self.pack.traits.construct
                    && at.checked_sub(1).is_some_and(|i| self.chunks[i].preposition().is_some());
                let before =
                    self.subject_of(at).filter(|(subject, _)| !noun && !self.is_inverted(*subject, at));
                if push(Slot::Subject, before, None) {
                    return;
                }
                if self.pack.traits.subject_after_verb || verb.be {
                    push(Slot::Inverted, self.subject_after(at), None);
                }
            }
            // "hatte das Bataillon 17 Mann verloren".
            Frame::Loss if self.pack.traits.verb_last && participle && !verb.be && self.have_before(at) => {
                let auxiliary = (0..at).rev().take(14).find(|i| self.verb(*i).is_some());
                let beside = auxiliary.map(|i| i + 1).filter(|i| self.can_lose(*i) && *i + 1 < at);
                let loser = beside
                    .or_else(|| auxiliary.and_then(|i| self.subject_of(i)).map(|(noun, _)| noun))
                    .filter(|i| self.can_lose(*i));
                let object = self
                    .before(at)
                    .filter(|i| !self.is_prepositional(*i))
                    .map(|noun| (noun, Path::Adjacent))
                    .or_else(|| self.object_over_places(at))
                    .filter(|(noun, _)| {
                        self.noun(*noun).is_some_and(|n| n.is_people() && n.number.is_some())
                            && (loser.is_some() || self.is_armed(*noun))
                    });
                if push(Slot::Object, object, None)
                    && let Some(last) = found.last_mut()
                {
                    last.loser = loser;
                }
            }
            Frame::Loss => {
                // "فقدت القوات اثني عشر جنديا": where the verb comes first, who lost them stands between.
                let behind = |loser: usize| {
                    let mut i = loser + 1;
                    while self.chunks.get(i).is_some_and(|chunk| chunk.preposition().is_some())
                        && self.noun(i + 1).is_some()
                    {
                        i += 2;
                    }
                    self.noun(i).is_some_and(|n| n.number.is_some()).then_some(i)
                };
                let between = (self.pack.traits.construct)
                    .then_some(at + 1)
                    .filter(|i| self.can_lose(*i) || self.is_unknown_side(*i))
                    .and_then(|i| Some((i, behind(i)?)));
                // "Ruritania has lost 56 soldiers".
                let country = self.before(at).filter(|i| {
                    self.noun(*i).is_some_and(|n| matches!(n.head, Head::Place)) && !self.is_prepositional(*i)
                });
                let loser = between
                    .map(|(loser, _)| loser)
                    .or_else(|| self.subject_of(at).map(|(noun, _)| noun))
                    .or(country);
                let object = between.map(|(_, object)| (object, Path::Clause)).or_else(|| self.object_of(at));
                let object = object.filter(|(noun, _)| {
                    self.noun(*noun).is_some_and(|n| {
                        n.is_people()
                            && (n.number.is_some()
                                || matches!(n.head, Head::Person(_)) && !self.pack.traits.construct)
                    }) && !(self.is_bare_number(*noun)
                        && loser.is_some_and(|loser| self.is_one_person(loser)))
                        && (self.is_armed(*noun)
                            || self.is_own(*noun)
                            || loser
                                .is_some_and(|loser| self.can_lose(loser) || self.is_enemy_of(loser, *noun))
                            || loser.is_none() && self.follows_and(at))
                });
                let shared = object.is_some_and(|(noun, _)| {
                    // "lost 40 killed and wounded", "lost 40 men killed, wounded and missing".
                    let several = |n: &NounGroup<'_>| matches!(n.head, Head::Outcome(own) if own.detail.outcome.is_none());
                    self.noun(noun).is_some_and(several)
                        || self.shares_number_of_outcomes(noun)
                        || matches!(self.kind(noun + 1), Some(ChunkKind::Verb(_)))
                            && self.is_of_several_outcomes(noun + 1, outcome)
                });
                if push(Slot::Object, object, None)
                    && let Some(last) = found.last_mut()
                {
                    last.loser = loser;
                    self.add_lost(last);
                    if shared {
                        last.outcome = None;
                    }
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
                if self.shares_object_of_next(at) {
                    return;
                }
                // "كان 31 جنديا قتلوا في هجوم", "كان جندي وضابط قد قتلوا": people before, and only a place after.
                let had = at.checked_sub(1).filter(|i| {
                    self.verb(*i).is_some_and(|v| v.have && !v.be && matches!(v.main, Main::Auxiliary))
                });
                let before = self.before(had.unwrap_or(at)).filter(|i| {
                    self.noun(*i).is_some_and(|n| n.is_people() && (had.is_some() || n.number.is_some()))
                        && self.noun(at + 1).is_none()
                        && !self.is_prepositional(*i)
                        && (had.is_some() || i + 1 == at)
                });
                // "عدد المدنيين الذين قتلوا في الغارات 41 قتيلا": of a relative clause the dead are no subject.
                let counted = |noun: usize| {
                    self.relative_of(at).is_some()
                        && self.noun(noun).is_some_and(|n| matches!(n.head, Head::Outcome(_)))
                };
                let after = self.subject_after(at).filter(|(noun, _)| before.is_none() && !counted(*noun));
                let Some((first, path)) = after else {
                    push(Slot::Subject, self.subject_of(at), None);
                    return;
                };
                // "قتل المهاجم المباراة": two nouns with articles side by side are who did it and to what.
                let definite = |i: usize| self.noun(i).is_some_and(|n| n.determiner == Determiner::Definite);
                let thing = self.noun(first + 1).is_some_and(|n| matches!(n.head, Head::Thing));
                if thing && definite(first) && definite(first + 1) {
                    return;
                }
                let is_object = |i: usize| {
                    self.noun(first).is_some_and(|n| n.number.is_none())
                        && self
                            .noun(i)
                            .is_some_and(|n| matches!(n.head, Head::Person(entry) if entry.detail.counted))
                };
                // "مجهولان يستقلان سيارة قاضيا": over a thing that belongs to who acts.
                let over_thing = |i: usize| {
                    let thing =
                        self.noun(i).is_some_and(|n| matches!(n.head, Head::Thing) && n.number.is_none());
                    let person = |i: &usize| {
                        self.noun(*i)
                            .is_some_and(|n| matches!(n.head, Head::Person(entry) if entry.detail.counted))
                    };
                    let next = self.after(self.tail(i)).filter(person).filter(|_| thing);
                    Some(next.unwrap_or(i))
                };
                // "أسرت القوات السعودية والقطرية 400 جندي": over another country of those who act.
                let over_country = |i: usize| {
                    let other = matches!(self.chunks[i].kind, ChunkKind::And)
                        && self.noun(first).is_some_and(|n| n.country.is_some())
                        && self.noun(i + 1).is_some_and(|n| {
                            n.number.is_none()
                                && n.country.is_some()
                                && matches!(n.head, Head::Unknown | Head::Number)
                        });
                    if other { self.after(self.tail(i + 1)) } else { Some(i) }
                };
                let second =
                    self.after(self.tail(first)).and_then(over_country).and_then(over_thing).filter(|i| {
                        self.noun(*i).is_some_and(|n| n.number.is_some() || matches!(n.head, Head::Person(_)))
                    });
                // "ذبح مسلحون إمام مسجد": who bears arms and stands before a word that nothing is known of most likely acts.
                let unknown =
                    |n: &NounGroup<'_>| matches!(n.head, Head::Unknown | Head::Name) && n.number.is_none();
                let gunmen = self.noun(first).is_some_and(|n| {
                    n.number.is_none() && n.is_plural() && n.party == Some(PartyKind::ArmedGroup)
                });
                if second.is_none() && gunmen && self.noun(first + 1).is_some_and(unknown) {
                    return;
                }
                let acts = self.noun(first).is_some_and(|n| {
                    n.number.is_none() && (matches!(n.head, Head::Body(_) | Head::Group) || n.is_definite())
                }) || gunmen
                    && second.and_then(|i| self.noun(i)).is_some_and(|n| {
                        n.number.is_some()
                            || n.form == Form::Singular && n.party != self.noun(first).and_then(|n| n.party)
                    });
                match second {
                    Some(second) if acts || self.after(first) == Some(second) || is_object(second) => {
                        push(Slot::Object, Some((second, Path::Clause)), Some(first));
                    }
                    _ => {
                        push(Slot::Subject, Some((first, path)), None);
                    }
                }
            }
        }
    }

    /// Whether a verb that says another outcome of the same people is joined before the verb at `at`, with no object of
    /// its own.
    fn joins_other_outcome(&self, at: usize, outcome: Option<Outcome>) -> bool {
        let hurt = |outcome: Option<Outcome>| matches!(outcome, Some(Outcome::Killed | Outcome::Wounded));
        let other = at.checked_sub(2).and_then(|i| self.verb(i)).is_some_and(|verb| match verb.main {
            Main::Trigger(entry) => {
                entry.detail.frame == Some(Frame::Object)
                    && hurt(entry.detail.outcome)
                    && entry.detail.outcome != outcome
                    && !verb.be
            }
            _ => false,
        });
        other && hurt(outcome) && matches!(self.kind(at - 1), Some(ChunkKind::Or | ChunkKind::And))
    }
}

/// "wounded a few hours later": an unknown number of something that is no people.
fn is_some_time(noun: &NounGroup<'_>) -> bool {
    matches!(noun.head, Head::Thing)
        && noun.number.as_ref().is_some_and(|number| number.form == NumberForm::Vague)
}
