//! The categories of words that a language pack lists, and the columns that each section has.

use super::super::{Kind, Outcome, PartyKind};

/// Which form of a word a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A word with one form.
    Plain,
    /// One.
    Singular,
    /// Several.
    Plural,
    /// Some number of people, by a word without a plural ("troops").
    Collective,
    /// Two, by the form of the noun.
    Dual,
    /// The infinitive, or a present form that looks like it.
    Infinitive,
    /// An active form with a subject, and nothing else.
    Finite,
    /// A form that is both an active past and a passive participle ("killed").
    Past,
    /// A passive participle and nothing else ("slain", "tué").
    Participle,
    /// A participle that goes on with its object ("killing", "tuant").
    Gerund,
    /// A country's name.
    Name,
    /// A country's adjective or people.
    Adjective,
    /// A town, province or region of a country.
    Town,
}

/// Where a trigger verb's patient stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// The object suffers it: "kill".
    Object,
    /// The subject suffers it: "die".
    Subject,
    /// The object suffers it, and the subject is the side that does: "lose three men".
    Loss,
    /// The patient follows the verb, as in a verb-first passive.
    After,
}

macro_rules! categories {
    ($($(#[$meta:meta])* $variant:ident = $name:literal $columns:expr, $must:literal;)*) => {
        /// What a listed word is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Category { $($(#[$meta])* $variant,)* }

        impl Category {
            /// Every category.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The words that open its sections.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The columns of its rows.
            pub fn columns(self) -> Columns {
                match self { $(Self::$variant => $columns,)* }
            }

            /// Whether every language must have words in it.
            pub fn required(self) -> bool {
                match self { $(Self::$variant => $must,)* }
            }
        }
    };
}

/// What the columns of a section hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Words, each of the form of its column.
    Forms(&'static [Form]),
    /// A number, then words.
    Value,
    /// A canonical name, then words of the forms given.
    Named(&'static [Form]),
}

use Columns::{Forms, Named, Value};

const PLAIN: Columns = Forms(&[Form::Plain]);
const NOUN: Columns = Forms(&[Form::Singular, Form::Plural, Form::Collective, Form::Dual]);
const VERB: Columns = Forms(&[Form::Infinitive, Form::Finite, Form::Past, Form::Participle, Form::Gerund]);

categories! {
    /// "the".
    DefiniteArticle = "definite article" PLAIN, false;
    /// "a".
    IndefiniteArticle = "indefinite article" PLAIN, false;
    /// "this".
    Demonstrative = "demonstrative" PLAIN, true;
    /// "his", "their".
    PossessiveWord = "possessive word" PLAIN, false;
    /// The mark of an owner: "'s".
    PossessiveMark = "possessive mark" PLAIN, false;
    /// "he | they".
    Pronoun = "pronoun" NOUN, true;
    /// "who", "which".
    Relative = "relative" PLAIN, true;
    /// "where", "in which".
    RelativePlace = "relative place" PLAIN, true;
    /// "when", "after": begins another clause.
    ClauseOpener = "clause opener" PLAIN, true;
    /// "if", "unless": what follows is not asserted.
    Condition = "condition" PLAIN, true;
    /// "that" after a verb of saying.
    That = "that" PLAIN, true;
    /// "of".
    Of = "of" PLAIN, false;
    /// "by": what follows did it.
    By = "by" PLAIN, true;
    /// "among": what follows is whose people.
    Among = "among" PLAIN, true;
    /// "in", "near": what follows is a place.
    PlacePreposition = "place preposition" PLAIN, true;
    /// "p.m.": the number before it is a time of day.
    Clock = "clock" PLAIN, false;
    /// "on": behind an attack, a town after it is where it happened.
    TargetPreposition = "target preposition" PLAIN, false;
    /// Before the patient, where that has a preposition: "mataron a tres", "der Mord an drei".
    PatientMark = "patient mark" PLAIN, false;
    /// "since": what follows begins a period.
    Since = "since" PLAIN, true;
    /// "until": what follows ends a period.
    Until = "until" PLAIN, false;
    /// "without": beside a form of [`Category::Conditional`], what follows it did not happen so.
    Without = "without" PLAIN, false;
    /// Auxiliaries of what is not so, or only reported: "seraient", "wären".
    Conditional = "conditional" PLAIN, false;
    /// "according to": what follows is a source, whose day is not the event's.
    According = "according to" PLAIN, true;
    /// Any other preposition.
    Preposition = "preposition" PLAIN, true;
    /// "and".
    And = "and" PLAIN, true;
    /// "or".
    Or = "or" PLAIN, true;
    /// "but", "while": joins clauses and no nouns.
    But = "but" PLAIN, true;
    /// "along with", "as well as": adds people to others.
    Added = "added" PLAIN, true;
    /// "as did": the verb before holds for what follows.
    Likewise = "likewise" PLAIN, false;
    /// "years old", "aged": the number is an age.
    Age = "age" PLAIN, false;
    /// Personal names that end like verbs.
    GivenName = "given name" PLAIN, false;
    /// Ends of unknown words that make a verb.
    VerbEnding = "verb ending" PLAIN, false;
    /// Ends of unknown words that make an adverb.
    AdverbEnding = "adverb ending" PLAIN, false;
    /// "including", "among them": what follows is a part.
    Including = "including" PLAIN, true;
    /// "other", "another", "more": the people are not those named before.
    Other = "other" NOUN, true;
    /// "all", "both": a definite whole; the number 2 in the first column for "both", else 0.
    Whole = "whole" Value, true;
    /// "no", "none": nobody.
    NoQuantity = "no quantity" PLAIN, true;
    /// "not", "never".
    Negation = "negation" PLAIN, true;
    /// Forms of "be" that make a passive.
    Be = "be" PLAIN, false;
    /// Forms that only the verb of one has: "was", "has".
    SingularVerb = "singular verb" PLAIN, false;
    /// Forms that only the verb of several has: "were".
    PluralVerb = "plural verb" PLAIN, false;
    /// Forms of "have".
    Have = "have" PLAIN, false;
    /// "could", "would": the event is only possible.
    Modal = "modal" PLAIN, true;
    /// Words of the verb group that change nothing ("will have", "do").
    Auxiliary = "auxiliary" PLAIN, false;
    /// "to" before an infinitive.
    To = "to" PLAIN, false;
    /// Words to pass over: "also", "seriously".
    Adverb = "adverb" PLAIN, true;
    /// "losses": the dead and hurt counted behind it are of whom the words before it name.
    Losses = "losses" PLAIN, false;
    /// "street": the town in whose name it stands is not where it is.
    Street = "street" PLAIN, false;
    /// "enemy": the people are not of the side spoken of before.
    Enemy = "enemy" PLAIN, false;
    /// "before", "until": what the clause tells came after.
    Before = "before" PLAIN, false;
    /// "possibly": the number that follows may stand in place of the one before.
    Doubt = "doubt" PLAIN, false;
    /// "also": the event goes on from the one before.
    Also = "also" PLAIN, true;
    /// Articles and forms of plurals only: "les", "los".
    PluralWord = "plural word" PLAIN, false;
    /// Articles that only an object has: "den", "einen".
    ObjectWord = "object word" PLAIN, false;
    /// Articles of one that stand apart from the noun group: "des Soldaten".
    SingularWord = "singular word" PLAIN, false;
    /// "who", "how many" at the head of a question.
    Question = "question" PLAIN, false;

    /// A number below a hundred, or a fixed number.
    Number = "number" Value, true;
    /// "hundred", "thousand", "dozen".
    Multiplier = "multiplier" Value, true;
    /// "dozens", "hundreds", with the least that they mean.
    PluralMultiplier = "plural multiplier" Value, true;
    /// "une dizaine", with the number that it is about.
    AboutNumber = "about number" Value, false;
    /// "several", "many", with the least that they mean.
    Vague = "vague quantity" Value, true;
    /// "half of", "one in three": a share whose figure is not known.
    Fraction = "fraction" PLAIN, false;
    /// The word inside number words: "two hundred and five".
    NumberJoiner = "number joiner" PLAIN, false;
    /// "second", "tenth".
    Ordinal = "ordinal" Value, true;
    /// "at least".
    AtLeast = "at least" PLAIN, true;
    /// "more than".
    MoreThan = "more than" PLAIN, true;
    /// "up to", "nearly".
    AtMost = "at most" PLAIN, true;
    /// "fewer than".
    FewerThan = "fewer than" PLAIN, true;
    /// "about".
    About = "about" PLAIN, true;
    /// "exactly", "only".
    Exactly = "exactly" PLAIN, true;
    /// "or more", after the number.
    OrMore = "or more" PLAIN, true;
    /// "or so", after the number.
    OrSo = "or so" PLAIN, false;
    /// "between", before two numbers.
    Between = "between" PLAIN, true;
    /// "to", between two numbers.
    RangeTo = "range to" PLAIN, true;
    /// "the number of": whoever follows is counted by a number that stands elsewhere.
    CountOf = "count of" PLAIN, true;
    /// "a total of", "a group of": passed over before a number or people.
    Quantifier = "number of" PLAIN, true;

    /// Nouns for people.
    People = "people" NOUN, true;
    /// Titles that stand before a name ("Dr", "Sgt").
    Title = "title" NOUN, true;
    /// Words for people as a body: "army", "patrol", "family".
    Body = "body" NOUN, true;
    /// "battalion", "brigade".
    Unit = "unit" NOUN, true;
    /// Nouns that are no people: vehicles, buildings, times, sums.
    Thing = "thing" PLAIN, true;
    /// Things that have a number as their name: "channel 12", "route 9".
    NumberedThing = "numbered thing" PLAIN, true;
    /// "alias": what follows is another name of whoever stands before.
    Alias = "alias" PLAIN, true;
    /// Small words inside personal names: "de la", "bin".
    NameParticle = "name particle" PLAIN, false;
    /// Adjectives that describe people and say nothing of their kind: "armed", "young".
    PlainAdjective = "adjective" PLAIN, true;
    /// Other ordinary words, which are no names even in capitals.
    CommonWord = "common word" PLAIN, false;
    /// Words before a place's name that make it a place: "department", "province".
    PlaceNoun = "place noun" PLAIN, true;
    /// "city", "province": of the country whose adjective stands with it, which a base abroad is not.
    RegionNoun = "region noun" PLAIN, false;
    /// Where the hurt and the dead are taken: "hospital", "morgue". It is not where it happened.
    CareNoun = "care noun" PLAIN, true;

    /// "burns": with a verb of suffering it says that its subject was hurt.
    Injury = "injury" PLAIN, false;
    /// "their lives": with a verb of losing it says that they died.
    Life = "life" PLAIN, false;

    /// Verbs that matter only as verbs.
    Verb = "verb" VERB, true;
    /// Verbs of saying.
    Say = "say verb" VERB, true;
    /// "deny": what follows is denied.
    Deny = "deny verb" VERB, true;
    /// "threaten", "plan", "try": what follows has not happened.
    Plan = "plan" VERB, true;
    /// "leave", "find": the object ends as the adjective says.
    Result = "result verb" VERB, true;
    /// "rise", "bring": between a toll and its number.
    TollVerb = "toll verb" VERB, true;
    /// "include": the dead include some.
    Include = "include verb" VERB, true;
    /// "deployed", "stationed": people who are present and no casualties.
    Deployed = "deployed" PLAIN, true;

    /// Verbs that say what happened.
    TriggerVerb = "trigger verb" VERB, true;
    /// Nouns of the event: "death", "killing".
    TriggerNoun = "trigger noun" NOUN, true;
    /// Nouns that count people as what they became: "fatality", "the dead".
    OutcomeNoun = "outcome noun" NOUN, true;
    /// "dead", "wounded" beside people.
    TriggerAdjective = "trigger adjective" PLAIN, true;
    /// "death toll", "number of dead".
    TollNoun = "toll noun" PLAIN, true;
    /// Phrases in which a trigger word means something else: "dead end", "shot down".
    Blocked = "blocked" PLAIN, true;

    /// Words that make a total or background.
    Cue = "cue" PLAIN, true;
    /// Words that make the event an exercise, a film or a wish.
    Unreal = "unreal" PLAIN, true;
    /// "were untrue": what the sentence says has not happened.
    Refuted = "refuted" PLAIN, true;
    /// "safe and sound": whoever was missing or held has come back.
    Unharmed = "unharmed" PLAIN, true;
    /// "unconfirmed": the statement is disputed.
    Disputed = "disputed" PLAIN, true;
    /// "from wounds": hurt first and died later.
    OfWounds = "of wounds" PLAIN, true;
    /// "of cancer", "after a long illness": a death that nobody and no accident caused.
    Natural = "natural" PLAIN, true;
    /// "critics": whoever they kill dies in a figure of speech.
    FigurativeAgent = "figurative agent" PLAIN, true;
    /// Words of games: without a cause, whoever is hurt in their sentence is hurt in a game.
    Sport = "sport" PLAIN, true;
    /// What did it.
    Cause = "cause" Named(&[Form::Plain]), true;
    /// Which deaths a running total says it counts: "killed in action".
    Definition = "definition" Named(&[Form::Plain]), true;

    /// Countries by English short name: names, adjectives and people, towns.
    Country = "country" Named(&[Form::Name, Form::Adjective, Form::Town]), true;
    /// Armed groups and forces by canonical name; the second column may hold a country.
    Group = "group" Named(&[Form::Name]), false;
    /// Abbreviations whose full stop ends no sentence.
    Abbreviation = "abbreviation" PLAIN, true;
}

/// A set of categories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Categories(u128);

// A bit for each.
const _: () = assert!(Category::ALL.len() <= u128::BITS as usize);

impl Categories {
    /// Whether a category is in the set.
    #[inline]
    pub fn contains(self, category: Category) -> bool {
        self.0 & (1 << category as u32) != 0
    }
}

impl FromIterator<Category> for Categories {
    fn from_iter<I: IntoIterator<Item = Category>>(categories: I) -> Self {
        Self(categories.into_iter().fold(0, |set, category| set | 1 << category as u32))
    }
}

/// One reading of a listed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub category: Category,
    /// In which form.
    pub form: Form,
    /// What its header says of it.
    pub detail: Detail,
    /// Its number, or the index of its canonical name.
    pub value: u64,
    /// When it counts as written.
    pub case: Case,
}

/// How a word must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// In any way.
    Any,
    /// With a capital at the start, in scripts that have them.
    Capital,
    /// In capitals, in text that is not all in capitals.
    Acronym,
}

/// What a section's header says of all its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// What happened. `None` also for "casualties", where the words do not tell killed from wounded.
    pub outcome: Option<Outcome>,
    /// The patient's place.
    pub frame: Option<Frame>,
    /// What kind of people.
    pub party: Option<PartyKind>,
    /// The kind of statement that a cue makes.
    pub kind: Option<Kind>,
    /// Whether a cause is something that an enemy does.
    pub hostile: Option<bool>,
    /// The people belong to a force of no one country: "peacekeeper".
    pub multinational: bool,
    /// The words are weak evidence alone ("victim", "body").
    pub weak: bool,
    /// The word says that people died, and not that anything killed them: "die", "death".
    pub plain: bool,
    /// The verb tells when people were found, and not when it happened to them: "was found dead".
    pub found: bool,
    /// Of a noun for people: the form is the one behind a number.
    pub counted: bool,
    /// Of the end of a verb: which form it makes.
    pub ending: Option<Form>,
}
