//! People, nationalities and personal names inside a noun group.

use super::noun::{Determiner, Head};
use super::noun_builder::Builder;
use crate::extract::PartyKind;
use crate::extract::lexeme::Lexeme;
use crate::extract::pack::{Category, Entry, Form};
use crate::extract::statement::{Named, Span};
use crate::extract::token::{Letters, Shape};

impl<'a> Builder<'_, 'a> {
    pub(super) fn take_people(&mut self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        let Some(entry) = lexeme.entry(Category::People).or_else(|| lexeme.entry(Category::Title)) else {
            return false;
        };
        // "قتل مسلحون عامل بناء": gunmen, and one more noun for a person, are who acts and on whom.
        let gunmen = matches!(self.noun.head, Head::Person(_))
            && self.noun.form == Form::Plural
            && self.noun.number.is_none()
            && self.noun.determiner == Determiner::None
            && self.noun.party == Some(PartyKind::ArmedGroup);
        let one = |entry: &Entry| {
            entry.category != Category::People || matches!(entry.form, Form::Singular | Form::Dual)
        };
        if self.pack.traits.construct
            && self.head_at.is_some()
            && gunmen
            && lexeme.is(Category::People)
            && (lexeme.entries.iter().all(one) || entry.detail.party == Some(PartyKind::Civilians))
            && !lexeme.is(Category::PlainAdjective)
        {
            return false;
        }
        // "من قواتنا ضابط": of a force, and then somebody.
        if self.pack.traits.construct
            && matches!(self.noun.head, Head::Body(_))
            && self.head_at.is_some()
            && self.noun.number.is_none()
            && lexeme.is(Category::People)
            && lexeme.entries.iter().all(one)
            && !lexeme.is_any(&[Category::PlainAdjective, Category::Country])
            && !self.lexemes[at - 1].is(Category::DefiniteArticle)
        {
            return false;
        }
        // "على دراجة نارية ضابطا", "في المكان متظاهران": what has the ending of an object or of a subject of two, or no
        // article behind a noun with one, is owned by nothing before it.
        let apart = entry.detail.counted
            || lexeme.entries.iter().all(|e| e.form == Form::Dual)
            || self.noun.determiner == Determiner::Definite
                && !self.lexemes[at - 1].is(Category::DefiniteArticle)
                && entry.form == Form::Singular
            // "هجوم شنه مسلحون": behind a word of which nothing is known, who did it.
            || self.head_at.is_some_and(|head| head + 1 < at) && self.lexemes[at - 1].unknown_word();
        if self.pack.traits.construct
            && self.head_at.is_some()
            && self.noun.number.is_none()
            && matches!(self.noun.head, Head::Thing | Head::Unknown | Head::Place)
            && lexeme.is(Category::People)
            && !lexeme.is_any(&[Category::PlainAdjective, Category::Country])
            && apart
        {
            return false;
        }
        // "die Zahl der getöteten Soldaten": the toll of whom.
        if self.pack.traits.capital_nouns && matches!(self.noun.head, Head::Toll(_)) && self.head_at.is_some()
        {
            self.noun.party = self.noun.party.or(entry.detail.party);
            return true;
        }
        // "180 ألف قتيل مدني": where adjectives follow, whoever stands behind a number of dead says who they were.
        if self.pack.traits.construct
            && matches!(self.noun.head, Head::Outcome(_))
            && self.noun.number.is_some()
            && self.head_at.is_some()
        {
            if let (None, Some(party)) = (self.noun.party, entry.detail.party) {
                self.noun.party = Some(party);
                self.noun.party_span = Some(lexeme.span);
            }
            return true;
        }
        // "convoi militaire", "combattants islamistes": after its noun the word describes it.
        if self.pack.traits.adjective_after_noun
            && lexeme.is(Category::PlainAdjective)
            && matches!(self.noun.head, Head::Thing | Head::Person(_) | Head::Body(_))
            && self.head_at.is_some()
            && !self.pack.traits.no_capitals
        {
            if let (Head::Person(_), None, Some(party)) =
                (self.noun.head, self.noun.party, entry.detail.party)
            {
                self.noun.party = Some(party);
                self.noun.party_span = Some(lexeme.span);
            }
            return true;
        }
        if self.name.is_some()
            && !lexeme.hyphen
            && !matches!(self.noun.head, Head::Name)
            && lexeme.entry(Category::People).is_none()
        {
            return false;
        }
        // "Raúl Reyes": where adjectives follow, a plural with a capital right behind a name is a surname.
        let surname = self.pack.traits.adjective_after_noun
            && !self.pack.traits.no_capitals
            && self.name.is_some_and(|name| name.end + 1 == lexeme.span.start)
            && matches!(self.noun.head, Head::Name)
            && self.noun.determiner == Determiner::None
            && self.noun.number.is_none()
            && lexeme.letters == Letters::Capital
            && !lexeme.shouted
            && lexeme.entries.iter().all(|e| e.category != Category::People || e.form == Form::Plural);
        if surname {
            self.extend_name(lexeme.span);
            return true;
        }
        // "Ball" may be a thing and "Guard" a name: inside a name, a capital word without a plural goes on.
        let title_only = !lexeme.is(Category::People);
        if title_only && lexeme.is_any(&[Category::Thing]) {
            return false;
        }
        // What stood before is an organisation or a nickname: "MNR leader".
        self.name = None;
        self.noun.names.clear();
        // A noun whose singular and plural are one word: its article or number tells.
        let several = self.plural || self.noun.number.as_ref().is_some_and(|n| n.figure != Some(1));
        let both = lexeme.entries.iter().any(|e| e.category == Category::People && e.form == Form::Plural);
        let one = self.noun.determiner == Determiner::Indefinite && self.noun.number.is_none();
        let single =
            lexeme.entries.iter().any(|e| e.category == Category::People && e.form == Form::Singular);
        // "fünf Frauen und Mädchen": where one person has an article, a noun without one behind "and" is plural.
        let joined = self.pack.traits.capital_nouns
            && at >= 2
            && self.lexemes[at - 1].is(Category::And)
            && self.lexemes[at - 2]
                .entries
                .iter()
                .any(|e| e.category == Category::People && e.form == Form::Plural);
        // "regimetreue Kämpfer": behind an adjective and without an article, several.
        let described = self.pack.traits.verb_last
            // "erschossen schlafende Bewohner".
            && (self.head_at.is_some() && matches!(self.noun.head, Head::Unknown)
                || self.head_at.is_none()
                    && self.lexemes[at.saturating_sub(1)].letters == Letters::Lower
                    && self.noun.span.start < lexeme.span.start)
            && self.noun.determiner == Determiner::None
            && self.noun.number.is_none()
            && lexeme.letters == Letters::Capital;
        let form = match entry.form {
            _ if (several || joined || described) && both => Form::Plural,
            Form::Plural if one && (single || !self.plural) && self.singular_article => Form::Singular,
            // "des Soldaten", "erschoss den Soldaten".
            Form::Plural if (self.genitive || self.noun.object) && self.noun.number.is_none() => {
                Form::Singular
            }
            form => form,
        };
        // "a private security guard": what a rank's word says is not said of the next noun.
        // "a rebel sympathizer": nor is he one of those beside whose word he stands.
        if matches!(self.noun.head, Head::Person(first) if first.detail.weak || entry.detail.weak)
            && entry.detail.party.is_none()
        {
            self.noun.party = None;
            self.noun.party_span = None;
        }
        let weak_party = self.modifier_party;
        if let Some(party) = entry.detail.party {
            // "army doctor": the army's people; "rebel leader", "police driver" likewise.
            let own =
                weak_party.filter(|(kind, _)| *kind != PartyKind::Civilians && party == PartyKind::Civilians);
            let (party, span) = own.unwrap_or((party, lexeme.span));
            // "director general": after a civilian's role a rank's word is a part of the role.
            let role = lexeme.is(Category::Title)
                && party == PartyKind::StateForces
                && matches!(self.noun.head, Head::Person(_))
                && self.noun.form != Form::Plural
                && self.noun.party == Some(PartyKind::Civilians);
            if !role {
                self.noun.party = Some(party);
                self.noun.party_span = Some(span);
            }
            // "general manager", "private secretary": a rank's word before another noun says nothing of it.
            if !(lexeme.is(Category::Title) || entry.detail.weak && party != PartyKind::Civilians) {
                self.modifier_party = Some((party, span));
            }
        } else if let Some((party, span)) = weak_party.filter(|_| !entry.detail.weak) {
            // "a rebel sympathizer", "army informers" are no members of them.
            self.noun.party = Some(party);
            self.noun.party_span = Some(span);
        }
        // "GIs": some words for people say their country too.
        if let Some(own) = lexeme.entry(Category::Country).filter(|own| own.form == Form::Adjective) {
            self.noun.country = Some(Named { name: self.pack.name(own.value).to_owned(), span: lexeme.span });
        }
        self.noun.multinational |= entry.detail.multinational;
        self.set_head(at, Head::Person(entry), form);
        true
    }

    pub(super) fn take_country(&mut self, at: usize, entry: &'a Entry) -> bool {
        let lexeme = &self.lexemes[at];
        let named = Named { name: self.pack.name(entry.value).to_owned(), span: lexeme.span };
        // "shootings across Iraq killed 33": a verb with its object follows the name of a place.
        let verb_follows = entry.form != Form::Adjective
            && self.lexemes.get(at + 1).is_some_and(|next| {
                next.is(Category::TriggerVerb) && !next.is_any(&[Category::People, Category::Thing])
            })
            && self.lexemes.get(at + 2).is_some_and(opens_object);
        let next_is_noun = self.lexemes.get(at + 1).is_some_and(|next| {
            next.date.is_none()
                && !verb_follows
                && (next.is_any(&[
                    Category::People,
                    Category::Title,
                    Category::PlainAdjective,
                    Category::Body,
                    Category::Unit,
                    Category::Thing,
                    Category::PlaceNoun,
                    Category::Group,
                    Category::TriggerNoun,
                    Category::OutcomeNoun,
                    Category::TriggerAdjective,
                    Category::Country,
                ]) || next.unknown_word())
        });
        // "أبو حفص المصري": a part of the name.
        let surname = self.pack.traits.no_capitals && entry.form == Form::Adjective;
        if (entry.form == Form::Town || surname) && self.name.is_some() {
            self.extend_name(lexeme.span);
            return true;
        }
        if self.head_at.is_some()
            && !self.pack.traits.adjective_after_noun
            && !next_is_noun
            && entry.form != Form::Adjective
        {
            // "government Mali": no group goes on with a name of a place, but a personal name may.
            if matches!(self.noun.head, Head::Person(_)) {
                self.start_name(at);
                return true;
            }
            return false;
        }
        match entry.form {
            Form::Adjective => {
                self.noun.country = Some(named);
                if self.head_at.is_none() && !next_is_noun {
                    // "70,000 Ruritanians", "the Ruritanian".
                    self.noun.head = Head::Unknown;
                    self.noun.head_span = lexeme.span;
                    self.head_at = Some(at);
                }
            }
            // "in Mali getötet": where nouns have capitals, a country's name describes no noun after it.
            Form::Name if next_is_noun && !self.pack.traits.capital_nouns => self.noun.country = Some(named),
            _ => {
                self.noun.place = Some(entry);
                if self.head_at.is_none() {
                    self.set_head(at, Head::Place, Form::Singular);
                }
            }
        }
        true
    }

    /// "former", "ex-": those whom it describes are no longer what their noun says.
    pub(super) fn is_former(&self, lexeme: &Lexeme<'a>) -> bool {
        lexeme.entries.iter().any(|entry| {
            entry.category == Category::PlainAdjective && entry.detail.party == Some(PartyKind::Other)
        })
    }

    pub(super) fn take_unknown(&mut self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        // "über tote Zivilisten „Fälschungen“": behind a quotation mark no name of several goes on.
        let quoted = at > 0 && lexeme.span.start > self.lexemes[at - 1].span.end + 1;
        if quoted && self.head_at.is_some() && self.noun.form == Form::Plural && self.name.is_none() {
            return false;
        }
        if self.is_name_word(lexeme) {
            match self.name {
                Some(_) => self.extend_name(lexeme.span),
                None => self.start_name(at),
            }
            return true;
        }
        if self.pack.traits.adjective_after_noun && self.head_at.is_some() {
            // Most likely an adjective after its noun.
            return true;
        }
        if self.name.is_some() {
            return false;
        }
        // "die Kampfflugzeuge griffen": where nouns have capitals, a small word after one is no noun.
        if self.pack.traits.capital_nouns
            && self.head_at.is_some()
            && lexeme.letters == Letters::Lower
            && !lexeme.shouted
        {
            return false;
        }
        // An unknown small word: a noun of its own, or an adjective before one.
        if self.head_at.is_some() && matches!(self.noun.head, Head::Person(_)) {
            // "soldiers yesterday", "student dormitory": only a singular describes what follows.
            if self.noun.form == Form::Plural {
                return false;
            }
            // "a marine biologist": what the first noun says is not said of the second.
            self.noun.party = None;
            self.noun.party_span = None;
        }
        self.noun.head = Head::Unknown;
        self.noun.form = Form::Plain;
        self.noun.head_span = lexeme.span;
        self.head_at = Some(at);
        true
    }

    pub(super) fn is_name_word(&self, lexeme: &Lexeme<'_>) -> bool {
        if lexeme.date.is_some() || lexeme.shape != Shape::Word {
            return false;
        }
        if self.pack.traits.no_capitals {
            return false;
        }
        let listed_elsewhere = !lexeme.entries.is_empty();
        let initial = lexeme.letters == Letters::Capital
            && lexeme.span.end - lexeme.span.start <= 2
            && !lexeme.is(Category::IndefiniteArticle);
        if lexeme.shouted {
            // "Jeffrey Brent BALL,": after two names, a noun at the end of its group.
            let long =
                self.name.is_some_and(|name| name.end - name.start > 8 && name.end + 4 >= lexeme.span.start);
            if long && lexeme.is(Category::Thing) && self.closes_group(lexeme) {
                return true;
            }
            return !listed_elsewhere || initial && !lexeme.is_any(&[Category::Pronoun]);
        }
        if lexeme.letters == Letters::Lower {
            return false;
        }
        // A capital word that is a noun elsewhere may still be a surname after a first name.
        !listed_elsewhere
            || initial
            || self.name.is_some() && !lexeme.is_any(&[Category::Title, Category::Country, Category::Group])
            || lexeme
                .entries
                .iter()
                .all(|entry| entry.form == Form::Town || entry.category == Category::Abbreviation)
    }

    /// "Darnell Price, 24,": a noun with a capital behind a name, and an age behind it.
    pub(super) fn is_surname_before_age(&self, at: usize) -> bool {
        let lexeme = &self.lexemes[at];
        let age = matches!(self.lexemes.get(at + 2).map(|next| next.shape), Some(Shape::Number(1..=110)));
        self.name.is_some_and(|name| name.end + 1 >= lexeme.span.start)
            && lexeme.letters == Letters::Capital
            && self.lexemes.get(at + 1).is_some_and(|next| next.shape == Shape::Comma)
            && age
    }

    /// Whether a comma or a form of "be" follows.
    pub(super) fn closes_group(&self, lexeme: &Lexeme<'_>) -> bool {
        let at = self.lexemes.iter().position(|other| other.span == lexeme.span);
        at.and_then(|at| self.lexemes.get(at + 1)).is_some_and(|next| {
            matches!(next.shape, Shape::Comma | Shape::Semicolon)
                || next.is_any(&[Category::Be, Category::Have])
        })
    }

    pub(super) fn start_name(&mut self, at: usize) {
        let span = self.lexemes[at].span;
        self.name = Some(span);
        self.noun.names.push(span);
        self.noun.titled = matches!(self.noun.head, Head::Person(_));
        // "A GENERAL COORDINATOR", in capitals: after an article no name follows a rank.
        if self.noun.determiner == Determiner::Indefinite
            && matches!(self.noun.head, Head::Person(entry) if entry.detail.weak)
        {
            self.noun.party = None;
            self.noun.party_span = None;
        }
        if !self.noun.titled {
            self.noun.shouted = self.lexemes[at].shouted;
            self.set_head(at, Head::Name, Form::Singular);
        }
    }

    pub(super) fn extend_name(&mut self, span: Span) {
        if let Some(last) = self.noun.names.last_mut() {
            *last = last.with(span);
            self.name = Some(*last);
            if matches!(self.noun.head, Head::Name) {
                self.noun.head_span = *last;
            }
        }
    }
}

/// Whether an object may begin with a lexeme.
fn opens_object(lexeme: &Lexeme<'_>) -> bool {
    matches!(lexeme.shape, Shape::Number(_))
        || lexeme.is_any(&[
            Category::Number,
            Category::IndefiniteArticle,
            Category::DefiniteArticle,
            Category::AtLeast,
            Category::MoreThan,
            Category::AtMost,
            Category::FewerThan,
            Category::About,
            Category::Exactly,
            Category::Vague,
            Category::PluralMultiplier,
            Category::AboutNumber,
            Category::Whole,
        ])
}
