//! The rules that can be switched off one by one, so that a measurement can tell what each is worth.

/// A rule of extraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// "Lund, a clerk" is one person.
    Apposition,
    /// "Three men: Lund, Roth and Keller" are three.
    StatedTotal,
    /// "Roth died, along with two aides" are three.
    Companions,
    /// "Four soldiers died, as did two medics".
    ElidedVerb,
    /// "Nine were hurt, three of them children": three are a part.
    IncludedPart,
    /// "Also hurt was a clerk"; "the dead include a nun".
    Inversion,
    /// "Brings to 52 the number of soldiers killed".
    CountBefore,
    /// A date of the clause to which the event's clause is joined, or of what hangs on the event.
    JoinedDate,
    /// The date of the sentence before.
    DateBefore,
    /// The country of the sentence before.
    CountryBefore,
    /// The country of the dateline.
    DatelineCountry,
    /// "Six miners were killed and three wounded": the three are miners.
    SharedSide,
    /// Soldiers without a nationality are of the forces that the sentences speak of.
    ForcesOf,
    /// Certain repeats share whose people they are.
    RepeatSide,
    /// Words such as "so far" and "since" make a total.
    TotalCue,
    /// People under arms who are counted and to whom nothing happened are a strength.
    Strength,
    /// Events long before the article are background.
    BackgroundByDate,
}

impl Rule {
    /// Every rule.
    pub const ALL: &'static [Self] = &[
        Self::Apposition,
        Self::StatedTotal,
        Self::Companions,
        Self::ElidedVerb,
        Self::IncludedPart,
        Self::Inversion,
        Self::CountBefore,
        Self::JoinedDate,
        Self::DateBefore,
        Self::CountryBefore,
        Self::DatelineCountry,
        Self::SharedSide,
        Self::ForcesOf,
        Self::RepeatSide,
        Self::TotalCue,
        Self::Strength,
        Self::BackgroundByDate,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apposition => "apposition",
            Self::StatedTotal => "stated-total",
            Self::Companions => "companions",
            Self::ElidedVerb => "elided-verb",
            Self::IncludedPart => "included-part",
            Self::Inversion => "inversion",
            Self::CountBefore => "count-before",
            Self::JoinedDate => "joined-date",
            Self::DateBefore => "date-before",
            Self::CountryBefore => "country-before",
            Self::DatelineCountry => "dateline-country",
            Self::SharedSide => "shared-side",
            Self::ForcesOf => "forces-of",
            Self::RepeatSide => "repeat-side",
            Self::TotalCue => "total-cue",
            Self::Strength => "strength",
            Self::BackgroundByDate => "background-by-date",
        }
    }
}

/// A set of rules that are switched off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSet(u32);

impl RuleSet {
    /// Switches a rule off.
    pub fn switch_off(&mut self, rule: Rule) {
        self.0 |= 1 << rule as u32;
    }

    /// Whether a rule applies.
    pub fn applies(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u32) == 0
    }
}

impl std::str::FromStr for RuleSet {
    type Err = String;

    /// Names with commas between.
    fn from_str(names: &str) -> Result<Self, String> {
        let mut set = Self::default();
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let rule = Rule::ALL.iter().find(|rule| rule.name() == name);
            set.switch_off(*rule.ok_or_else(|| format!("There is no rule \"{name}\"."))?);
        }
        Ok(set)
    }
}
