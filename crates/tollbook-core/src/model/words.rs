//! The closed lists of words that the program, its files and its window share.

/// Declares an enum whose variants each have one word, the same in every file.
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident ($what:literal) { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* })*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
        }

        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word used in files and in the window.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or(())
            }
        }

        $crate::model::record::text_fields! { $name => $what }
    )* };
}
pub(crate) use words;

words! {
    /// What sort of number a claim gives.
    pub enum Kind ("a kind such as incident") {
        /// These people, this event.
        Incident = "incident",
        /// Some of an incident's people.
        Part = "part",
        /// A running total: compared with what is counted, never added to anything.
        Total = "total",
        /// An event outside what is being recorded.
        Background = "background",
        /// People who are not casualties: troops, fighters.
        Strength = "strength",
    }

    /// How far a claim is upheld.
    pub enum ClaimStatus ("a status such as asserted") {
        /// Said, and not withdrawn.
        Asserted = "asserted",
        /// Said, and contradicted by somebody: affects the range, not the best.
        Disputed = "disputed",
        /// Said not to be so; never counts.
        Denied = "denied",
        /// Replaced by a later report; never counts.
        Superseded = "superseded",
    }

    /// What happened to the people.
    pub enum Outcome ("an outcome such as killed") {
        /// Died, at once or of wounds.
        Killed = "killed",
        /// Hurt and, as far as is known, alive.
        Wounded = "wounded",
        /// Not accounted for.
        Missing = "missing",
        /// Held by another side.
        Captured = "captured",
        /// Killed or wounded, where the words do not tell which.
        Casualties = "casualties",
    }

    /// Whether an enemy did it.
    pub enum Hostile ("yes, no, unknown or disputed") {
        /// By hostile action.
        Yes = "yes",
        /// Not by hostile action: an accident, an illness.
        No = "no",
        /// The sources do not say.
        Unknown = "unknown",
        /// The sources disagree.
        Disputed = "disputed",
    }

    /// Where an annotation came from.
    pub enum Origin ("by hand, suggested or imported") {
        /// Made by a person in the reader.
        Hand = "by hand",
        /// Offered by the program and accepted.
        Suggestion = "suggested",
        /// Read from a file.
        Import = "imported",
    }

    /// Where an annotation's quote is now.
    pub enum Anchor ("in place, moved, words changed or lost") {
        /// Where it was made.
        InPlace = "in place",
        /// Somewhere else in a changed text.
        Moved = "moved",
        /// In a changed text, in other words.
        WordsChanged = "words changed",
        /// Nowhere in the article's present text; the text in which it was made is kept.
        Lost = "lost",
    }

    /// What sort of people a side is.
    pub enum SideKind ("state forces, armed group, civilians or other") {
        /// The forces and police of a state.
        StateForces = "state forces",
        /// An armed group that is no state's.
        ArmedGroup = "armed group",
        /// People who do not fight.
        Civilians = "civilians",
        /// None of these.
        Other = "other",
    }

    /// How a claim's operation is known.
    pub enum OperationBasis ("stated, inferred or coder") {
        /// Named in the annotated passage.
        Stated = "stated",
        /// Named elsewhere in the article, or the only one that fits.
        Inferred = "inferred",
        /// Set by the coder.
        Coder = "coder",
    }

    /// How an article's publication date is known.
    pub enum PublishedBasis ("stated, front matter, file name or coder") {
        /// Written in the article.
        Stated = "stated",
        /// In the data beside the text: front matter, a page's metadata, a column of a table, the head of a mail.
        FrontMatter = "front matter",
        /// Part of the file's name.
        FileName = "file name",
        /// Set by the coder.
        Coder = "coder",
    }

    /// How far one coder has come with one article.
    pub enum ReadState ("unread, read or done") {
        /// Not opened, or put back.
        Unread = "unread",
        /// Read, but not finished.
        Read = "read",
        /// Read and completely annotated.
        Done = "done",
    }

    /// What an annotation with a code claims; a code without one makes no claim.
    pub enum ClaimType ("a type of claim such as killed") {
        /// People killed in an incident.
        Killed = "killed",
        /// People wounded in an incident.
        Wounded = "wounded",
        /// People missing after an incident.
        Missing = "missing",
        /// People captured in an incident.
        Captured = "captured",
        /// People killed or wounded in an incident.
        Casualties = "casualties",
        /// A running total.
        Total = "total",
        /// Some of an incident's people.
        Part = "part",
        /// An event outside what is being recorded.
        Background = "background",
        /// People who are not casualties.
        Strength = "strength",
    }

    /// The project's lists.
    pub enum List ("a list such as side") {
        /// Whose people; some are recorded, which the chart shows unless others are chosen.
        Side = "side",
        /// What did it.
        Cause = "cause",
        /// What a total says it counts; the detail lists the values of hostile that it includes.
        Definition = "definition",
        /// A named area; the detail lists its countries.
        Area = "area",
        /// Who annotates.
        Coder = "coder",
    }

    /// What a link says of its two ends.
    pub enum Relation ("a relation such as kept apart") {
        /// Incident to incident: looked alike, and are not the same.
        KeptApart = "kept apart",
        /// Annotation to incident: says something of it.
        Evidence = "evidence",
        /// Incident to total (an annotation): not inside its scope.
        ExcludedFromTotal = "excluded from total",
        /// Annotation to incident: the figure that speaks for its source.
        FigureChosen = "figure chosen",
        /// Annotation to another coder's annotation, or to itself: they differ, and it stands as it is.
        Adjudicated = "adjudicated",
    }
}

impl ClaimType {
    /// The kind of such a claim.
    pub fn kind(self) -> Kind {
        // Types that are no kind are outcomes of incidents.
        self.as_str().parse().unwrap_or(Kind::Incident)
    }

    /// The outcome, where the type itself says it; otherwise it is read from the words.
    pub fn outcome(self) -> Option<Outcome> {
        self.as_str().parse().ok()
    }

    /// The type of a claim of this kind and outcome.
    pub fn for_claim(kind: Kind, outcome: Option<Outcome>) -> Self {
        let outcome = outcome.unwrap_or(Outcome::Killed);
        let word = if kind == Kind::Incident { outcome.as_str() } else { kind.as_str() };
        word.parse().unwrap_or(Self::Killed)
    }
}

impl Kind {
    /// Whether claims of this kind belong to an incident.
    pub fn has_incident(self) -> bool {
        matches!(self, Self::Incident | Self::Part | Self::Background)
    }
}

impl ClaimStatus {
    /// Whether a claim of this status takes part in an estimate at all.
    pub fn counts(self) -> bool {
        matches!(self, Self::Asserted | Self::Disputed)
    }
}
