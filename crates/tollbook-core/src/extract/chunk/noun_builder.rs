//! Reads a noun group: determiners and number, then words up to the border of the group.

use super::noun::{Determiner, Head, NounGroup};
use super::noun_border::number_after;
use crate::extract::PartyKind;
use crate::extract::lexeme::Lexeme;
use crate::extract::number::{NumberWords, number_at};
use crate::extract::pack::{Category, Form, Pack};
use crate::extract::statement::{Named, Span};
use crate::extract::token::{Letters, Shape};

pub(super) struct Builder<'l, 'a> {
    pub(super) lexemes: &'l [Lexeme<'a>],
    pub(super) pack: &'l Pack,
    pub(super) noun: NounGroup<'a>,
    /// The lexeme of the head, and whether it can still be a modifier.
    pub(super) head_at: Option<usize>,
    /// A name is being read; its span.
    pub(super) name: Option<Span>,
    /// The party that a modifier suggests.
    pub(super) modifier_party: Option<(PartyKind, Span)>,
    pub(super) adjective_only: bool,
    /// A word says that they no longer are what the noun says: "former", "retired".
    pub(super) former: bool,
    /// An article that only plurals have was read.
    pub(super) plural: bool,
    /// An article that only stands before one was read: "a".
    pub(super) singular_article: bool,
    /// An article of one stands before the group: "des Soldaten".
    pub(super) genitive: bool,
}

/// The noun group that begins at a lexeme, and the lexeme after it.
pub fn noun_at<'a>(lexemes: &[Lexeme<'a>], start: usize, pack: &Pack) -> Option<(NounGroup<'a>, usize)> {
    let first = &lexemes[start];
    let noun = NounGroup {
        span: first.span,
        determiner: Determiner::None,
        number: None,
        other: false,
        ordinal: false,
        head: Head::Unknown,
        head_span: first.span,
        form: Form::Plain,
        party: None,
        party_span: None,
        country: None,
        multinational: false,
        group: None,
        unit: None,
        names: Vec::new(),
        titled: false,
        shouted: false,
        condition: None,
        place_noun: false,
        care: false,
        injury: false,
        life: false,
        object: first.is(Category::ObjectWord)
            && !(start > 0
                && lexemes[start - 1].is_any(&[
                    Category::Preposition,
                    Category::PlacePreposition,
                    Category::Of,
                    Category::By,
                    Category::Among,
                    Category::According,
                    Category::Since,
                ])),
        region: false,
        military: false,
        place: None,
    };
    let mut builder = Builder {
        lexemes,
        pack,
        noun,
        head_at: None,
        name: None,
        modifier_party: None,
        adjective_only: true,
        former: false,
        plural: start > 0 && lexemes[start - 1].is(Category::PluralWord),
        singular_article: false,
        genitive: start > 0 && lexemes[start - 1].is(Category::SingularWord),
    };
    if let Some(entry) = first.entry(Category::Pronoun)
        && !first.is_any(&[Category::PossessiveWord, Category::Demonstrative])
    {
        builder.noun.head = Head::Pronoun(entry);
        builder.noun.form = entry.form;
        return Some((builder.noun, start + 1));
    }
    let at = builder.read_determiners(start);
    let opened = at;
    let end = builder.read_body(at);
    (end != start).then_some(())?;
    builder.finish(opened, end)?;
    let (mut noun, mut end) = (builder.noun, end);
    if matches!(noun.head, Head::Outcome(_)) && noun.form == Form::Dual && noun.number.is_none() {
        noun.number = Some(two(noun.head_span));
    }
    end = number_after(lexemes, &mut noun, end, pack);
    // "رجلين على الأقل": so may that of two by their form.
    if noun.form == Form::Dual
        && noun.number.is_none()
        && matches!(noun.head, Head::Person(_))
        && lexemes.get(end).is_some_and(|next| next.is(Category::OrMore))
    {
        noun.number = Some(two(noun.head_span));
    }
    // "14 people at least": the bound may follow the noun.
    if let Some(number) = &mut noun.number
        && let Some(figure) = number.figure
        && matches!(noun.head, Head::Person(_) | Head::Outcome(_))
        && lexemes.get(end).is_some_and(|next| next.is(Category::OrMore))
        && number_at(lexemes, end).is_none()
        && number_at(lexemes, end + 1).is_none()
    {
        number.figures = crate::model::Figures::at_least(figure);
        number.figure = None;
        end += 1;
    }
    // "die meisten Opfer": a share whose figure is not known is of nobody who is counted.
    let share = pack.traits.verb_last || pack.traits.construct;
    if share && start > 0 && lexemes[start - 1].is(Category::Fraction) && noun.number.is_none() {
        noun.determiner = Determiner::No;
    }
    noun.span = first.span.with(lexemes[end - 1].span);
    Some((noun, end))
}

/// The number of a noun whose form says two.
fn two(span: Span) -> NumberWords {
    NumberWords {
        span,
        figures: crate::model::Figures::exactly(2),
        form: crate::extract::NumberForm::Words,
        figure: Some(2),
        other: false,
        from_to: false,
    }
}

impl<'a> Builder<'_, 'a> {
    fn read_determiners(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            let Some(lexeme) = self.lexemes.get(at).filter(|lexeme| lexeme.date.is_none()) else { return at };
            // A number first: "a dozen", "no fewer than", "another two", "some 40".
            if self.noun.number.is_none()
                && let Some((number, end)) = number_at(self.lexemes, at)
            {
                // "42-year-old" gives an age and "200-strong" a strength.
                let age =
                    self.lexemes.get(end).is_some_and(|next| next.hyphen && !next.is(Category::Deployed));
                if age {
                    return at;
                }
                self.noun.other |= number.other;
                self.noun.number = Some(number);
                at = end;
                continue;
            }
            self.plural |= lexeme.is(Category::PluralWord);
            self.singular_article |= lexeme.is(Category::IndefiniteArticle)
                && !lexeme.is_any(&[Category::PluralWord, Category::Of]);
            if let Some(entry) = lexeme.entry(Category::Whole) {
                self.noun.determiner = Determiner::Whole;
                if entry.value > 0 {
                    self.noun.number = Some(NumberWords {
                        span: lexeme.span,
                        figures: crate::model::Figures::exactly(entry.value),
                        form: crate::extract::NumberForm::Words,
                        figure: Some(entry.value),
                        other: false,
                        from_to: false,
                    });
                }
            } else if lexeme.is(Category::NoQuantity) {
                self.noun.determiner = Determiner::No;
            } else if lexeme.is(Category::DefiniteArticle)
                && self.noun.number.is_some()
                && self.noun.determiner == Determiner::None
            {
                // "مئات القرويين": hundreds of villagers.
                let vague =
                    self.noun.number.as_ref().is_some_and(|n| n.form == crate::extract::NumberForm::Vague);
                if self.pack.traits.construct && vague {
                    at += 1;
                    continue;
                }
                // "acht der elf": another group.
                return at;
            } else if lexeme.is(Category::DefiniteArticle)
                && self.noun.determiner == Determiner::Indefinite
                && self.pack.traits.verb_last
            {
                // "einen der beiden": one of another group.
                return at;
            } else if lexeme.is(Category::DefiniteArticle) {
                self.set_determiner(Determiner::Definite);
            } else if lexeme.is(Category::IndefiniteArticle)
                && lexeme.is(Category::Of)
                && self.noun.number.is_some()
            {
                // "huit des onze": of the eleven.
                return at;
            } else if lexeme.is(Category::IndefiniteArticle) {
                if let Some(other) = lexeme.entry(Category::Other) {
                    (self.noun.other, self.noun.form) = (true, other.form);
                }
                self.set_determiner(Determiner::Indefinite);
            } else if lexeme.is(Category::Demonstrative) && self.noun.number.is_none() {
                self.set_determiner(Determiner::Demonstrative);
            } else if lexeme.is(Category::PossessiveWord) {
                self.set_determiner(Determiner::Possessive);
            } else if let Some(other) = lexeme.entry(Category::Other)
                && !lexeme.is(Category::Number)
            {
                self.noun.other = true;
                self.noun.form = other.form;
            } else if lexeme.is(Category::Ordinal) {
                self.noun.ordinal = true;
            } else {
                return at;
            }
            at += 1;
        }
    }

    fn set_determiner(&mut self, determiner: Determiner) {
        if matches!(self.noun.determiner, Determiner::None | Determiner::Whole) {
            self.noun.determiner = determiner;
        }
    }

    /// Whether anything stands before the word that makes it a part of a noun group.
    pub(super) fn opened(&self) -> bool {
        self.noun.determiner != Determiner::None || self.noun.number.is_some() || self.noun.other
    }

    fn read_body(&mut self, start: usize) -> usize {
        let mut at = start;
        while let Some(lexeme) = self.lexemes.get(at) {
            // "ein 17 Jahre alter Schüler": an age between the article and its noun.
            let aged = lexeme.duration
                && self.head_at.is_none()
                && self.opened()
                && self
                    .lexemes
                    .get(at + 1)
                    .and_then(|next| next.entry(Category::Age))
                    .is_some_and(|entry| entry.detail.weak)
                && self.lexemes.get(at + 2).is_some_and(|next| self.is_noun_word(next));
            if aged {
                at += 2;
                continue;
            }
            if lexeme.date.is_some() || !self.add_lexeme(at) {
                break;
            }
            at += 1;
        }
        // Small words of names do not end a group.
        while at > start
            && self.lexemes[at - 1].is(Category::NameParticle)
            && !self.lexemes[at - 1].is_any(&[Category::People, Category::Title])
            && self.name.is_none_or(|name| name.end != self.lexemes[at - 1].span.end)
        {
            at -= 1;
        }
        at
    }

    /// Takes a lexeme into the group; `false` where the group ends before it.
    fn add_lexeme(&mut self, at: usize) -> bool {
        let lexemes = self.lexemes;
        let lexeme = &lexemes[at];
        // "l'est": written together with its article, a form of "be" is a noun.
        let elided = at > 0
            && lexemes[at - 1].span.end == lexeme.span.start
            && lexemes[at - 1].is(Category::DefiniteArticle);
        if elided
            && !self.pack.traits.no_capitals
            && lexeme.is_any(&[Category::Be, Category::Have, Category::Auxiliary])
        {
            self.set_thing(at);
            return true;
        }
        let next = lexemes.get(at + 1);
        match lexeme.shape {
            Shape::Word => {}
            Shape::OddNumber | Shape::Decimal { .. } => {
                self.adjective_only = true;
                return true;
            }
            Shape::Number(_) => {
                // "42-year-old" before the head; "number 4" after it.
                let compound = next.is_some_and(|next| next.hyphen);
                return compound && self.head_at.is_none();
            }
            _ => return false,
        }
        let joined =
            lexeme.hyphen_after && !lexeme.is_any(&[Category::People, Category::Title, Category::Group]);
        let name_goes_on = self.name.is_some_and(|name| name.end + 4 >= lexeme.span.start);
        // "Ortega y Gasset" is one person, "los soldados Pedro Vela y Juan Roca" are two.
        let joins_two = lexeme.is(Category::And)
            && (self.noun.form == Form::Plural
                || lexemes.get(at + 2).is_some_and(|after| after.unknown_word() && self.is_name_word(after)));
        if name_goes_on
            && lexeme.is(Category::NameParticle)
            && !joins_two
            && next.is_some_and(|next| self.is_name_word(next))
        {
            self.extend_name(lexeme.span);
            return true;
        }
        // "قتل جمال خاشقجي": a personal name, and more of it or an age behind it.
        let more = |next: &&Lexeme<'_>| {
            next.unknown_word() || next.is_any(&[Category::GivenName, Category::NameParticle])
        };
        if self.pack.traits.no_capitals && lexeme.is(Category::GivenName) {
            let aged = next.is_some_and(|next| next.shape == Shape::Comma)
                && lexemes.get(at + 2).is_some_and(|after| matches!(after.shape, Shape::Number(1..=110)));
            if self.name.is_some() {
                self.extend_name(lexeme.span);
                return true;
            }
            // "قتل مسلحون مجهولون جمال العطار": who acts, and on whom.
            let several = matches!(self.noun.head, Head::Person(_))
                && self.noun.form == Form::Plural
                && self.noun.number.is_none();
            if several && self.head_at.is_some() && next.as_ref().is_some_and(more) {
                return false;
            }
            if self.head_at.is_none() && !self.opened() && (aged || next.as_ref().is_some_and(more)) {
                self.start_name(at);
                return true;
            }
        }
        if self.pack.traits.no_capitals
            && self.name.is_some()
            && lexeme.is(Category::NameParticle)
            && !lexeme.is_any(&[Category::Of, Category::Preposition])
            && next.as_ref().is_some_and(more)
        {
            self.extend_name(lexeme.span);
            return true;
        }
        // "كريم الحداد": behind a personal name a word with its article is a part of it.
        let article = at.checked_sub(1).is_some_and(|i| {
            lexemes[i].is(Category::DefiniteArticle) && lexemes[i].span.end == lexeme.span.start
        });
        let named = self.pack.traits.no_capitals
            && self.name.is_some_and(|name| name.end + 4 >= lexeme.span.start)
            && matches!(self.noun.head, Head::Name);
        if named && lexeme.is(Category::DefiniteArticle) && next.is_some_and(|next| next.shape == Shape::Word)
        {
            return true;
        }
        if named && article && lexeme.shape == Shape::Word {
            self.extend_name(lexeme.span);
            return true;
        }
        // "القيادي أبو حفص": a small word of names behind a noun for people, and a word of which nothing is known.
        if self.pack.traits.no_capitals
            && self.name.is_none()
            && self.head_at.is_some()
            && matches!(self.noun.head, Head::Person(_))
            && self.noun.form == Form::Singular
            && self.noun.number.is_none()
            && lexeme.is(Category::NameParticle)
            && !lexeme.is_any(&[Category::Of, Category::People, Category::Preposition])
            && next.as_ref().is_some_and(more)
        {
            self.start_name(at);
            return true;
        }
        // "six Abu Haraj gunmen".
        if self.name.is_none()
            && self.head_at.is_none()
            && lexeme.is(Category::NameParticle)
            && (lexeme.letters == Letters::Capital && !lexeme.shouted
                || lexeme.shouted
                    && lexeme.entries.iter().all(|entry| entry.category == Category::NameParticle))
            && next.is_some_and(|next| next.unknown_word() && self.is_name_word(next))
        {
            self.start_name(at);
            return true;
        }
        // "his escorts, among them": after a determiner of one noun, a word that is elsewhere a verb is a noun.
        let verb_form = !lexeme.entries.is_empty()
            && lexeme.entries.iter().all(|entry| {
                entry.category == Category::Verb && matches!(entry.form, Form::Finite | Form::Infinitive)
            });
        if verb_form
            && self.head_at.is_none()
            && self.noun.number.is_none()
            && matches!(
                self.noun.determiner,
                Determiner::Possessive | Determiner::Indefinite | Determiner::Definite
            )
        {
            self.set_head(at, Head::Unknown, Form::Plain);
            return true;
        }
        if self.is_joined_article(at) {
            return true;
        }
        if self.is_more_after_noun(at) {
            self.noun.other = true;
            return true;
        }
        if self.is_adverb_of_condition(at) {
            return true;
        }
        if self.is_one_behind_noun(at) {
            return true;
        }
        if self.ends_group(at) {
            return false;
        }
        if joined || lexeme.is(Category::DefiniteArticle) {
            // "ex-policeman".
            self.former |= self.is_former(lexeme);
            return true;
        }
        // "and another wounded": one person and the verb, where no noun follows.
        if self.head_at.is_none()
            && self.noun.other
            && self.noun.number.is_none()
            && self.noun.form == Form::Singular
            && lexeme.is(Category::TriggerVerb)
            && next.is_none_or(|next| !self.is_noun_word(next))
        {
            return false;
        }
        if self.take_condition(at) {
            return true;
        }
        // Where the patient follows its noun without a preposition, the noun of an event is a group of its own.
        if self.pack.traits.construct
            && self.head_at.is_some()
            && (matches!(self.noun.head, Head::Event(_) | Head::Toll(_))
                || lexeme.is(Category::TriggerNoun)
                || matches!(self.noun.head, Head::Outcome(_))
                    && self.noun.number.is_none()
                    && lexeme.is_any(&[Category::People, Category::Title]))
        {
            return false;
        }
        // "شهيد وإصابتان": where no name follows, a word that is also a title counts one of the dead.
        let lone = self.pack.traits.construct
            && self.head_at.is_none()
            && lexeme.is(Category::OutcomeNoun)
            && lexeme.is(Category::Title)
            && next.is_some_and(|next| next.is(Category::And));
        if lexeme.is(Category::TriggerNoun)
            || lexeme.is(Category::OutcomeNoun) && self.noun.number.is_some()
            || lone
        {
            // An event or its people come before any other noun that the word is.
        } else if self.take_people(at) {
            return true;
        }
        if lexeme.is(Category::Blocked) {
            // "trente morts à la tombée de la nuit": what is counted ends before it.
            if matches!(self.noun.head, Head::Outcome(_) | Head::Person(_)) && self.head_at.is_some() {
                return false;
            }
            self.set_thing(at);
            return true;
        }
        // "في هجوم صاروخي شنته مليشيا": behind a thing and a word of which nothing is known, who did it.
        let acts = self.pack.traits.construct
            && matches!(self.noun.head, Head::Thing | Head::Unknown)
            && self.noun.number.is_none()
            && self.head_at.is_some_and(|head| head + 1 < at)
            && self.lexemes[at - 1].unknown_word();
        if acts && lexeme.is_any(&[Category::Group, Category::Body]) {
            return false;
        }
        if let Some(entry) = lexeme.entry(Category::Group) {
            self.noun.group = Some(Named { name: self.pack.name(entry.value).to_owned(), span: lexeme.span });
            let home = self.pack.home(entry.value);
            if let Some(home) = home.filter(|_| self.noun.country.is_none()) {
                self.noun.country = Some(Named { name: home.to_owned(), span: lexeme.span });
            }
            self.noun.multinational |= home.is_none() && entry.detail.party == Some(PartyKind::StateForces);
            // "a member of the Royal Ulster Constabulary".
            if let (None, Some(PartyKind::StateForces)) = (self.noun.party, entry.detail.party) {
                self.noun.party = entry.detail.party;
                self.noun.party_span = Some(lexeme.span);
            }
            self.modifier_party =
                entry.detail.party.map(|party| (party, lexeme.span)).or(self.modifier_party);
            self.set_head(at, Head::Group, Form::Collective);
            return true;
        }
        if let Some(entry) = lexeme.entry(Category::Country) {
            return self.take_country(at, entry);
        }
        if let Some(entry) = lexeme.entry(Category::TollNoun) {
            let several = self.noun.number.as_ref().is_some_and(|n| n.figure.is_none_or(|figure| figure > 1));
            if several && self.head_at.is_none() {
                // "brings to 52 the number of dead".
                return false;
            }
            self.set_head(at, Head::Toll(entry), Form::Singular);
            return true;
        }
        let counted = self.noun.number.is_some() && lexeme.is(Category::OutcomeNoun);
        if let Some(entry) = lexeme.entry(Category::TriggerNoun).filter(|_| !counted) {
            self.set_head(at, Head::Event(entry), entry.form);
            return true;
        }
        // "left a customer dead".
        let left = lexeme.is(Category::TriggerAdjective)
            && matches!(self.noun.head, Head::Person(_) | Head::Name)
            && self.head_at.is_some()
            && (matches!(self.noun.determiner, Determiner::Indefinite | Determiner::Possessive)
                || self.name.is_some())
            && next.is_none_or(|next| !self.is_noun_word(next));
        if left {
            return false;
        }
        // "سقط في القصف قتيل": behind a thing with its article the dead are a group of their own.
        if self.pack.traits.construct
            && self.head_at.is_some()
            && self.noun.determiner == Determiner::Definite
            && matches!(self.noun.head, Head::Thing | Head::Unknown)
            && lexeme.is(Category::OutcomeNoun)
        {
            return false;
        }
        if let Some(entry) = lexeme.entry(Category::OutcomeNoun) {
            self.set_head(at, Head::Outcome(entry), entry.form);
            return true;
        }
        if let Some(entry) = lexeme.entry(Category::Body) {
            // "جنود الجيش": soldiers of the army are soldiers.
            if self.pack.traits.construct && matches!(self.noun.head, Head::Person(_)) {
                if let (None, Some(party)) = (self.noun.party, entry.detail.party) {
                    self.noun.party = Some(party);
                    self.noun.party_span = Some(lexeme.span);
                }
                return true;
            }
            if let Some(party) = entry.detail.party {
                self.modifier_party = Some((party, lexeme.span));
            }
            self.noun.multinational |= entry.detail.multinational;
            self.set_head(at, Head::Body(entry), Form::Collective);
            return true;
        }
        if let Some(entry) = lexeme.entry(Category::Unit) {
            self.noun.unit = Some(self.noun.unit.map_or(lexeme.span, |unit| unit.with(lexeme.span)));
            self.set_head(at, Head::Body(entry), Form::Collective);
            return true;
        }
        if lexeme.is_any(&[
            Category::Thing,
            Category::PlaceNoun,
            Category::CareNoun,
            Category::Life,
            Category::Injury,
        ]) {
            self.noun.life |= lexeme.is(Category::Life);
            self.noun.injury |= lexeme.is(Category::Injury);
            self.noun.place_noun |= lexeme.is(Category::PlaceNoun);
            self.noun.region |= lexeme.is(Category::RegionNoun);
            self.noun.care |= lexeme.is(Category::CareNoun);
            self.noun.military |= lexeme.entries.iter().any(|entry| {
                entry.category == Category::Thing && entry.detail.party == Some(PartyKind::StateForces)
            });
            // "13 شخصا بإلقاء برميلين": a thing behind a number of people is a group of its own.
            // "قتل مصور قناة": so is one behind a person.
            if self.pack.traits.construct
                && self.head_at.is_some()
                && matches!(self.noun.head, Head::Person(_))
                && (self.noun.number.is_some() || !lexeme.is(Category::PlainAdjective))
            {
                return false;
            }
            if lexeme.shouted && self.is_name_word(lexeme) || self.is_surname_before_age(at) {
                self.extend_name(lexeme.span);
                return true;
            }
            self.set_thing(at);
            return true;
        }
        // "and seven captured when": a participle at the end of its group is the verb.
        let ends = |next: &&Lexeme<'_>| !self.is_noun_word(next);
        if self.head_at.is_none()
            && self.noun.number.is_some()
            && lexeme.entry(Category::TriggerVerb).is_some()
            && lexeme.is(Category::PlainAdjective)
            && next.as_ref().is_none_or(ends)
        {
            return false;
        }
        if lexeme.is_any(&[Category::PlainAdjective, Category::Ordinal]) {
            self.former |= self.is_former(lexeme);
            // After a name or head, an adjective begins another group, unless adjectives follow nouns.
            return self.head_at.is_none()
                || self.pack.traits.adjective_after_noun
                || self.adjective_describes_next(at);
        }
        // "two kidnapped soldiers": a verb's participle as an adjective.
        let participle = lexeme
            .entries
            .iter()
            .any(|entry| matches!(entry.form, Form::Past | Form::Participle | Form::Gerund));
        if participle {
            return self.head_at.is_none()
                && self.opened()
                && next.is_some_and(|next| self.is_noun_word(next));
        }
        if lexeme.unknown_word() {
            return self.take_unknown(at);
        }
        if lexeme.is(Category::CommonWord) {
            return self.head_at.is_none() && self.opened();
        }
        // "Sue Reilly Group Secretary"; words that are only verbs in their plain form act as nouns here.
        lexeme
            .entries
            .iter()
            .all(|entry| matches!(entry.form, Form::Infinitive) && entry.category == Category::Verb)
            && self.opened()
            && {
                self.set_thing(at);
                true
            }
    }

    pub(super) fn set_thing(&mut self, at: usize) {
        self.name = None;
        // "rebel losses".
        if !self.lexemes[at].is(Category::Losses) {
            self.noun.party = None;
            self.noun.party_span = None;
        }
        self.set_head(at, Head::Thing, Form::Plain);
    }

    pub(super) fn set_head(&mut self, at: usize, head: Head<'a>, form: Form) {
        self.noun.head = head;
        self.noun.form = form;
        self.noun.head_span = self.lexemes[at].span;
        self.head_at = Some(at);
    }
}
