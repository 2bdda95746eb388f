//! What stands behind a verb or the noun of an event: its object, a subject that follows it, whom an event befell.

use super::chunk::{ChunkKind, Determiner, Head, Main, NounGroup, Preposition, VerbGroup};
use super::clause::Clauses;
use super::pack::Form;
use super::statement::Path;

impl<'c, 'a> Clauses<'c, 'a> {
    /// The object of the verb at `verb`.
    pub fn object_of(&self, verb: usize) -> Option<(usize, Path)> {
        let mut at = verb + 1;
        let mut path = Path::Adjacent;
        while let Some(chunk) = self.chunks.get(at) {
            match &chunk.kind {
                ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Age => at += 1,
                // "ambushed a group of soldiers".
                ChunkKind::Other
                    if at == verb + 1
                        && self.noun(at + 1).is_some()
                        && self.verb(verb).is_some_and(|v| !matches!(v.main, Main::Trigger(_))) =>
                {
                    at += 1
                }
                ChunkKind::Open => {
                    at = (at..self.chunks.len())
                        .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Close))?
                        + 1;
                }
                // "fusilaron al alba a dieciocho presos".
                ChunkKind::Preposition(_)
                    if chunk.patient_mark
                        && self.noun(at + 1).is_some_and(|n| !n.is_people() && n.number.is_none())
                        && self.chunks.get(at + 2).is_some_and(|next| next.patient_mark)
                        && self.noun(at + 3).is_some_and(NounGroup::is_people) =>
                {
                    at += 3
                }
                ChunkKind::Preposition(_)
                    if chunk.patient_mark && self.noun(at + 1).is_some_and(Self::may_be_people) =>
                {
                    at += 1
                }
                ChunkKind::Preposition(_) if matches!(self.kind(at + 1), Some(ChunkKind::Date(_))) => at += 2,
                // "killed in Gorda 12 people".
                // "asesinó de un tiro en la nuca a un concejal".
                ChunkKind::Preposition(_) if self.marked_object(at).is_some() => {
                    return self.marked_object(at).map(|noun| (noun, Path::Clause));
                }
                ChunkKind::Preposition(Preposition::Place | Preposition::Other | Preposition::By) => {
                    let noun = self.after(at).filter(|i| self.noun(*i).is_some())?;
                    let next = self.after(self.end_of_adverbials(noun))?;
                    let next_noun = self.noun(next)?;
                    next_noun.number.as_ref()?;
                    if self.after(next).is_some_and(|i| self.verb(i).is_some_and(VerbGroup::finite)) {
                        return None;
                    }
                    path = Path::Clause;
                    at = next;
                }
                // "erschossen im Norden Malis zwei Soldaten".
                ChunkKind::Noun(noun)
                    if self.pack.traits.verb_last
                        && matches!(noun.head, Head::Place)
                        && self.noun(at + 1).is_some_and(|n| n.is_people() && n.number.is_some()) =>
                {
                    path = Path::Clause;
                    at += 1;
                }
                ChunkKind::Noun(_) => {
                    // "killed the mayor's son": the owned, not the owner.
                    let mut noun = at;
                    while matches!(self.kind(noun + 1), Some(ChunkKind::Owner))
                        && self.noun(noun + 2).is_some()
                    {
                        noun += 2;
                    }
                    return Some((noun, path));
                }
                _ => return None,
            }
        }
        None
    }

    /// "kidnapped and later killed three": the verb that "and" joins to the one at `verb`, in the same form, and the people
    /// who are its object.
    pub(super) fn shared_object(&self, verb: usize) -> Option<(usize, usize)> {
        let joined = matches!(self.kind(verb + 1), Some(ChunkKind::And | ChunkKind::Or));
        let next = (verb + 2..self.chunks.len())
            .find(|i| !matches!(self.chunks[*i].kind, ChunkKind::Adverb))
            .filter(|_| joined)?;
        let (first, second) = (self.verb(verb)?, self.verb(next)?);
        let alike =
            first.form == second.form && !first.be && !second.be && !second.have && !second.infinitive;
        let (object, _) = self.object_of(next).filter(|(_, path)| alike && *path == Path::Adjacent)?;
        self.noun(object).is_some_and(Self::may_be_people).then_some((next, object))
    }

    /// "verlor nach Angaben ihres Sprechers bei den Kämpfen 169 Mann": where the verb is second, several phrases may stand
    /// between it and its object, each with a genitive; the last chunk of those that begin with the noun group at `noun`.
    fn end_of_adverbials(&self, noun: usize) -> usize {
        let mut end = noun;
        if !self.pack.traits.verb_last {
            return end;
        }
        loop {
            let genitive = self.noun(end + 1).is_some_and(|n| {
                n.number.is_none()
                    && matches!(
                        n.determiner,
                        Determiner::Definite | Determiner::Possessive | Determiner::Demonstrative
                    )
            });
            let Some(next) = self.after(end) else { break };
            // "töten bei Angriff auf Patrouille elf Soldaten".
            let passed = matches!(self.chunks[next].kind, ChunkKind::Other)
                && self.noun(next + 1).is_some_and(|n| n.is_people() && n.number.is_some());
            if genitive {
                end += 1;
            } else if passed {
                return next;
            } else if self.chunks[next].preposition().is_some()
                && self.noun(next + 1).is_some_and(|n| n.number.is_none())
            {
                end = next + 1;
            } else {
                break;
            }
        }
        end
    }

    /// Behind prepositions and what stands after them, the people before whom a word marks the patient.
    fn marked_object(&self, at: usize) -> Option<usize> {
        let mut i = at;
        for _ in 0..8 {
            // "con picos, piedras y armas a un centenar de campesinos": things behind one preposition.
            let listed = i > at
                && matches!(self.kind(i), Some(ChunkKind::Comma | ChunkKind::And))
                && self.noun(i + 1).is_some_and(|n| !n.is_people() && n.number.is_none());
            if listed {
                i += 2;
                continue;
            }
            let preposition = self.kind(i).filter(|_| self.chunks[i].preposition().is_some()).map(|_| i)?;
            // "armas de fuego".
            if i > at && !self.chunks[preposition].patient_mark && self.noun(preposition + 1).is_none() {
                i = preposition + 2;
                continue;
            }
            let noun = self.noun(preposition + 1)?;
            if preposition > at && self.chunks[preposition].patient_mark {
                return (noun.is_people() && !matches!(noun.head, Head::Name)).then_some(preposition + 1);
            }
            if noun.is_people() && noun.number.is_some() {
                return None;
            }
            i = preposition + 2;
        }
        None
    }

    /// A subject that follows its verb.
    pub fn subject_after(&self, verb: usize) -> Option<(usize, Path)> {
        let mut at = verb + 1;
        let mut path = Path::Adjacent;
        while let Some(chunk) = self.chunks.get(at) {
            match &chunk.kind {
                ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Age => at += 1,
                // "perecieron ahogados 23 migrantes".
                ChunkKind::Verb(next)
                    if at == verb + 1
                        && next.form == Form::Participle
                        && !next.be
                        && matches!(next.main, Main::Trigger(_)) =>
                {
                    at += 1
                }
                // "استشهد من قواتنا ضابط": of whom stands before the subject.
                ChunkKind::Preposition(Preposition::Of | Preposition::Among)
                    if self.pack.traits.construct
                        && self
                            .noun(at + 1)
                            .is_some_and(|n| matches!(n.head, Head::Body(_) | Head::Group))
                        && self.noun(at + 2).is_some_and(NounGroup::is_people) =>
                {
                    at += 2;
                    path = Path::Clause;
                }
                // "starb nach Angaben des Ministeriums vom Samstag ein Polizist".
                ChunkKind::Preposition(Preposition::Of)
                    if self.pack.traits.verb_last
                        && matches!(self.kind(at + 1), Some(ChunkKind::Date(_))) =>
                {
                    at += 2;
                }
                ChunkKind::Preposition(Preposition::Of | Preposition::Among) => return None,
                // "ذهب ضحية الاعتداء سبعة رهبان": of what they fell victim stands before the subject.
                ChunkKind::Noun(noun)
                    if self.pack.traits.construct
                        && at == verb + 1
                        && noun.number.is_none()
                        // "غرق قارب يقل 150 مهاجرا": but not those whom a boat carries.
                        && (noun.determiner != Determiner::None || noun.span.end == noun.head_span.end)
                        && matches!(noun.head, Head::Thing)
                        && self.noun(at + 1).is_some_and(|n| n.is_people() && n.number.is_some()) =>
                {
                    at += 1;
                    path = Path::Clause;
                }
                ChunkKind::Preposition(_) if matches!(self.kind(at + 1), Some(ChunkKind::Date(_))) => at += 2,
                ChunkKind::Preposition(_) => {
                    at = self.after(at).filter(|i| self.noun(*i).is_some())? + 1;
                    // What the place is of.
                    while let Some(ChunkKind::Preposition(Preposition::Of)) = self.kind(at) {
                        if matches!(self.kind(at + 1), Some(ChunkKind::Date(_))) {
                            break;
                        }
                        at = self.after(at).filter(|i| self.noun(*i).is_some())? + 1;
                    }
                    path = Path::Clause;
                }
                ChunkKind::Comma if path == Path::Clause => at += 1,
                ChunkKind::Noun(noun) => {
                    // "were burned to death in Gorda, police said": who says it suffers nothing.
                    let says = path == Path::Clause
                        && matches!(self.chunks[at - 1].kind, ChunkKind::Comma)
                        && self.after(at).is_some_and(|i| {
                            self.verb(i).is_some_and(|verb| matches!(verb.main, Main::Say | Main::Deny))
                        });
                    return (Self::may_be_people(noun) && !says).then_some((at, path));
                }
                _ => return None,
            }
        }
        None
    }

    /// The noun group after the preposition that follows a noun of an event: "the death in May of X".
    pub fn of_object(&self, event: usize) -> Option<(usize, Path)> {
        let mut at = event + 1;
        let mut path = Path::Adjacent;
        while let Some(chunk) = self.chunks.get(at) {
            match &chunk.kind {
                ChunkKind::Adverb | ChunkKind::Date(_) | ChunkKind::Open | ChunkKind::Close => at += 1,
                // "la matanza en la cárcel de Machala": the name is that of the prison.
                ChunkKind::Preposition(Preposition::Of)
                    if at > event + 1
                        && self
                            .noun(at - 1)
                            .is_some_and(|n| matches!(n.head, Head::Thing | Head::Unknown))
                        && self
                            .noun(at + 1)
                            .is_some_and(|n| matches!(n.head, Head::Name | Head::Place) && !n.titled) =>
                {
                    at += 2;
                    path = Path::Clause;
                }
                ChunkKind::Preposition(Preposition::Of) => {
                    let mut noun = self.after(at)?;
                    if matches!(self.kind(noun), Some(ChunkKind::Open)) {
                        // "the murder of [retired] General X".
                        noun = (noun..self.chunks.len())
                            .find(|i| matches!(self.chunks[*i].kind, ChunkKind::Close))?
                            + 1;
                    }
                    self.noun(noun)?;
                    while matches!(self.kind(noun + 1), Some(ChunkKind::Owner))
                        && self.noun(noun + 2).is_some()
                    {
                        noun += 2;
                    }
                    return Some((noun, path));
                }
                ChunkKind::Preposition(_)
                    if chunk.patient_mark
                        && at == event + 1
                        && self.noun(at + 1).is_some_and(Self::may_be_people) =>
                {
                    // "DEATH TO TYRANNY", "A MURDER TO DISCREDIT THEM": nothing is known of the word behind it.
                    let known = self.noun(at + 1).is_some_and(|noun| !noun.shouted || noun.number.is_some());
                    return known.then_some((at + 1, path));
                }
                ChunkKind::Preposition(_) => {
                    path = Path::Clause;
                    // "in May of": the date is passed over.
                    at = match self.kind(at + 1) {
                        Some(ChunkKind::Date(_)) => at + 2,
                        _ => self.after(at).filter(|i| self.noun(*i).is_some())? + 1,
                    };
                }
                // "إعدام التنظيم أربعة رجال": who did it stands between.
                ChunkKind::Noun(noun)
                    if self.pack.traits.construct
                        && at == event + 1
                        && noun.number.is_none()
                        && matches!(noun.head, Head::Body(_) | Head::Group)
                        && self.noun(at + 1).is_some_and(|n| n.is_people() && n.number.is_some()) =>
                {
                    return Some((at + 1, path));
                }
                // "heridas a tres": the phrase holds the preposition; "die Ermordung zweier Männer": a genitive.
                ChunkKind::Noun(_)
                    if at == event + 1
                        && (self.pack.traits.construct
                            || self.pack.traits.verb_last
                                && self.noun(at).is_some_and(NounGroup::is_people)
                            || self.noun(at).is_some_and(NounGroup::is_people)
                                && matches!(self.noun(event).map(|n| n.head), Some(Head::Event(entry)) if entry.detail.weak)) =>
                {
                    return Some((at, path));
                }
                _ => return None,
            }
        }
        None
    }

    /// The owner of the noun group at `at`: "X's death".
    pub fn owner_of(&self, at: usize) -> Option<usize> {
        let mark = at.checked_sub(1)?;
        matches!(self.chunks[mark].kind, ChunkKind::Owner).then_some(())?;
        let owner = mark.checked_sub(1)?;
        self.noun(owner).map(|_| owner)
    }
}
