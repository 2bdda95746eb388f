//! What extraction reads from a text, before any project is asked.

use std::ops::Range;

use super::{DateRange, Figures, Kind, Outcome};

/// A piece of the text: bytes from its start, half-open, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words in `text`; empty where the span does not belong to it.
    pub fn words(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// As a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it shares at least one byte with `other`.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies in it.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn with(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What one passage says of one group of people.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The sentence, without the white space around it.
    pub sentence: Span,
    /// The words that say what happened: "were killed", "the death of". Of a strength, the words
    /// that say that the people are deployed.
    pub trigger: Span,
    /// What happened; blank for a strength and where the words do not tell killed from wounded
    /// and the program's list of outcomes has no word for that.
    pub outcome: Option<Outcome>,
    /// What sort of number it gives.
    pub kind: Kind,
    /// Whether the passage asserts it.
    pub status: Status,
    /// How many people it speaks of, all members together.
    pub count: Count,
    /// To whom it happened. Blank where no words name them ("14 died").
    pub patient: Option<Party>,
    /// The groups that the patient joins ("a nurse, two drivers and their guard"), each with its own
    /// words and number; a patient that joins nothing has one member, and a patient without words none.
    pub members: Vec<Member>,
    /// The country whose forces they most likely are: inferred for members of state forces of whom the words
    /// give no nationality.
    pub forces_of: Option<StatedPlace>,
    /// Who did it.
    pub agent: Option<Party>,
    /// Who says so ("the ministry"), without the verb of saying.
    pub said_by: Option<Span>,
    /// When it happened.
    pub date: Option<StatedDate>,
    /// In which country it happened.
    pub country: Option<StatedPlace>,
    /// At which place it happened, as written.
    pub place: Option<StatedPlace>,
    /// What did it ("mine", "airstrike"), by the key that every language's pack shares.
    pub cause: Option<StatedCause>,
    /// They were hurt first and died later.
    pub died_of_wounds: bool,
    /// Of a total: which deaths it counts ("in combat"), by the key that every language's pack shares.
    pub definition: Option<String>,
    /// Of a total: from when it counts ("since 2013").
    pub since: Option<StatedDate>,
    /// The statement of the same text that speaks of the same people already.
    pub repeat: Option<Repeat>,
    /// Of a part: the statement of the same text that gives the whole.
    pub whole: Option<usize>,
    /// Why it says what it says, in the order in which a reader would ask.
    pub reasons: Vec<Reason>,
    /// Where the patient stands by the trigger's frame.
    pub slot: Slot,
    /// By what way patient and trigger were put together.
    pub path: Path,
}

/// Whether the passage asserts the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// Said, and not contradicted by the passage.
    #[default]
    Asserted,
    /// Said by some and denied by others, or expressly unconfirmed.
    Disputed,
    /// Said not to be so.
    Denied,
}

/// A number of people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Count {
    /// The words of the number ("at least 14", "a"); blank where the form of a noun or a name gives it.
    pub written: Option<Span>,
    /// Low, best and high.
    pub figures: Figures,
    /// In what form the number is given.
    pub form: NumberForm,
}

/// In what form a number is given. Part of the certainty of a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberForm {
    /// Nothing gives one.
    #[default]
    None,
    /// In digits: "14".
    Digits,
    /// In words: "fourteen", "une dizaine".
    Words,
    /// By an article or a word like "another": "a soldier".
    Article,
    /// By a noun of one without a number word: "the mayor".
    Singular,
    /// By a plural without a number: "villagers".
    Plural,
    /// By the names of the people.
    Names,
    /// By adding the members of a coordination.
    Sum,
    /// By a quantity word without a figure: "several", "many".
    Vague,
}

/// What kind of people a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartyKind {
    /// Members of a state's armed forces, police or other services under arms, and peacekeepers.
    StateForces,
    /// Members of an armed group.
    ArmedGroup,
    /// People who carry no arms.
    Civilians,
    /// People of whom the words say that they are none of these.
    Other,
}

/// People who take part in what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The whole group of words.
    pub span: Span,
    /// The noun that says what they are, or the name where only a name stands.
    pub head: Option<Span>,
    /// What kind of people, where the words tell.
    pub kind: Option<PartyKind>,
    /// Their own nationality ("French soldiers", "troops from Chad"), as a country's English short name.
    pub country: Option<Named>,
    /// They belong to a force of no one country: peacekeepers, a coalition.
    pub multinational: bool,
    /// The armed group or force to which they belong, by its canonical name.
    pub group: Option<Named>,
    /// A military unit, as written.
    pub unit: Option<Span>,
    /// Personal names, each with its title.
    pub names: Vec<Span>,
    /// The noun is said of civilians most often, but of others too: "people".
    pub weak: bool,
    /// The words point back to people spoken of before ("the soldiers", "they").
    pub definite: bool,
}

impl Party {
    /// Whether the words say nothing of whose people they are.
    pub fn says_no_side(&self) -> bool {
        self.kind.is_none() && self.country.is_none() && self.group.is_none()
    }

    /// Adds the kind that another noun gives for the same people: "Lund, a clerk"; "people" says less than any other
    /// word. `false` where the two contradict each other ("his driver, Sergeant Roth"), so that nothing tells.
    pub fn add_kind(&mut self, other: &Self) -> bool {
        let people = |party: &Self| party.weak && party.kind == Some(PartyKind::Civilians);
        let differs = other.kind.is_some() && self.kind.is_some() && self.kind != other.kind;
        let contradicts = differs && !people(self) && !people(other);
        if self.kind.is_none() || differs && people(self) {
            (self.kind, self.weak) = (other.kind, other.weak);
        }
        !contradicts
    }

    /// Takes over whose people `other` are.
    pub fn take_side_of(&mut self, other: &Self) {
        self.kind = other.kind;
        self.country = other.country.clone();
        self.multinational = other.multinational;
        self.group = other.group.clone();
    }
}

/// One group of people within a patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The people.
    pub party: Party,
    /// How many.
    pub count: Count,
}

/// A canonical name and the words that gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The canonical name.
    pub name: String,
    /// The words.
    pub span: Span,
}

/// How a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reckoned {
    /// Complete in itself: "3 May 2011".
    Stated,
    /// From the article's own date: "Monday", "yesterday", "3 May".
    FromArticle,
    /// From the date of another event of the text: "the day before", "two days later".
    FromEvent,
}

/// How far from the event's own clause something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Distance {
    /// In the clause of the trigger.
    Clause,
    /// Elsewhere in its sentence.
    Sentence,
    /// In the sentence before, which it carries on.
    SentenceBefore,
    /// Through a statement that it certainly repeats.
    Repeat,
    /// From the article's dateline: inferred.
    Dateline,
}

/// A date as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedDate {
    /// The words.
    pub span: Span,
    /// The days; blank where the words need an event of which the text gives no date.
    pub range: Option<DateRange>,
    /// How the days are known.
    pub reckoned: Reckoned,
    /// Where the words stand.
    pub distance: Distance,
    /// For a date reckoned from another event, how many days after it; negative is before.
    pub offset_days: Option<i32>,
}

/// A place or country as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedPlace {
    /// A country's English short name; a place as written.
    pub name: String,
    /// The words; blank for a dateline that is not part of the text.
    pub span: Option<Span>,
    /// Where the words stand.
    pub distance: Distance,
}

/// What did it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedCause {
    /// The key of the cause, the same in every language: "mine", "airstrike", "accident".
    pub key: String,
    /// The words.
    pub span: Span,
    /// Whether it is something that an enemy does; blank where it may be either.
    pub hostile: Option<bool>,
}

/// The statement that speaks of the same people already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Its number in the list that `extract` returned.
    pub of: usize,
    /// A certain repeat shares its fields; a possible one changes none.
    pub certain: bool,
}

/// Where the patient stands, seen from the trigger. These serve every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// Before a verb in the passive or one whose subject suffers it: "X were killed", "X died".
    Subject,
    /// After an active verb: "killed X".
    Object,
    /// After a participle that continues the clause: "…, killing X".
    ParticipleObject,
    /// Before a participle that describes it: "X killed in the raid".
    Described,
    /// After the noun of the event and its preposition: "the death of X".
    NounOf,
    /// The owner of the event: "X's death", "its loss".
    Possessor,
    /// Between the parts of a verb that leaves people somehow: "left X dead".
    Resultative,
    /// A number or noun beside an adjective: "12 dead", "the wounded soldiers".
    Adjective,
    /// A noun that says by itself what happened: "three fatalities", "six bodies".
    OutcomeNoun,
    /// After an inverted verb or a copula: "also hurt was X", "the dead include X".
    Inverted,
    /// Beside a word that counts: "the toll rose to 52".
    Toll,
    /// Of a strength: beside a word of deployment, or a bare number of people.
    Strength,
}

/// By what way patient and trigger were put together. Part of the certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Path {
    /// Side by side.
    Adjacent,
    /// In one clause, with other words between.
    Clause,
    /// Through a relative pronoun.
    Relative,
    /// Through a verb that is left out in the second clause: "as did two medics".
    ElidedVerb,
    /// Through a noun that is left out: "injuring six others".
    ElidedNoun,
    /// Through people added with a preposition: "along with two aides".
    Added,
}

/// A field of a statement, for reasons and certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementField {
    /// What sort of number.
    Kind,
    /// How many.
    Count,
    /// To whom.
    Patient,
    /// Whose people.
    Side,
    /// When.
    Date,
    /// In which country.
    Country,
    /// Where.
    Place,
}

/// One reason for what a statement says. The language pack words it for the reader.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// These words say what happened.
    Trigger(Span),
    /// These words stand in this slot of the trigger.
    Patient(Span, Slot),
    /// These words give the number.
    Number(Span),
    /// The number is the sum of the members, each with its words.
    Sum(Vec<Span>),
    /// These words decide the kind.
    Kind(Kind, Span),
    /// These words decide the status.
    Status(Status, Span),
    /// These words say whose people.
    Side(Span),
    /// These words give the date, reckoned so.
    Date(Span, Reckoned, Distance),
    /// These words give the country.
    Country(Span, Distance),
    /// A field stays blank because these words allow more than one reading.
    Undecided(StatementField, Span),
}
