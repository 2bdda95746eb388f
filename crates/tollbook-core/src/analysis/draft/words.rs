//! The words by which a passage is read, folded: lower case, without accents. Each list says what its
//! words do; what they mean together is said where they are used.

/// Words that put people beside others, not in their place: "two soldiers, including a woman",
/// "the widow of a soldier", "killed by gunmen", "one of them a woman".
#[rustfmt::skip]
pub(super) const BESIDE: &[&str] = &[
    "of", "including", "among", "by", "from", "with", "beside", "against", "as", "for", "to", "near",
    "like", "them", "whom", "de", "d", "du", "des", "dont", "parmi", "par", "avec", "contre", "comme",
    "pour", "chez", "eux", "من", "بينهم",
];

/// Small words that may stand between a preposition and its noun.
#[rustfmt::skip]
pub(super) const DETERMINERS: &[&str] = &[
    "a", "an", "the", "one", "two", "three", "his", "her", "their", "its", "un", "une", "le", "la", "les",
    "l", "des", "deux", "trois", "son", "sa", "ses", "leur", "leurs", "other", "autres", "some", "several",
    "another", "autre",
];

/// Words at which the description of people ends.
#[rustfmt::skip]
pub(super) const CLAUSE_WORDS: &[&str] = &[
    "was", "were", "is", "are", "be", "been", "has", "have", "had", "who", "which", "that", "when", "while",
    "as", "on", "in", "at", "during", "after", "before", "near", "by", "and", "but", "or", "since", "to",
    "into", "with", "not", "a", "ont", "est", "sont", "etait", "etaient", "ete", "fut", "furent", "avait",
    "avaient", "qui", "que", "dans", "en", "sur", "lors", "pendant", "apres", "avant", "pres", "par", "et",
    "mais", "ou", "depuis", "au", "aux", "ne", "في", "قد", "كان", "و", "خلال", "بعد", "قبل", "serving",
    "dates", "came", "come", "said", "will", "would", "received", "lost", "lose", "gave", "fell", "then",
    "also", "out", "shot", "until", "withdrawn", "based", "deployed", "stationed",
];

/// Words that point back to people who were named before.
#[rustfmt::skip]
pub(super) const POINTING: &[&str] = &[
    "his", "her", "their", "he", "she", "they", "this", "that", "these", "those", "him", "them", "son",
    "sa", "ses", "leur", "leurs", "il", "elle", "ils", "elles", "ce", "cet", "cette", "ces", "it", "احدهما",
    "احدهم", "الاخر", "والاخر",
];

/// Nouns for armed bodies, folded: what their nationality says, it says of their people.
#[rustfmt::skip]
pub(super) const FORCES: &[&str] = &[
    "army", "armies", "force", "forces", "military", "navy", "unit", "units", "contingent", "battalion",
    "regiment", "brigade", "commandos", "troops", "gendarmerie", "aircraft", "helicopter", "convoy",
    "patrol", "armee", "armees", "unite", "unites", "troupes", "marine", "الجيش", "قوات", "القوات", "قوه",
    "وحده", "جهاز",
];

/// Bodies and nicknames that only the French army has, folded.
#[rustfmt::skip]
pub(super) const FRENCH: &[&str] = &[
    "foreign legion", "legion etrangere", "legionnaire", "legionnaires", "hussar", "hussars", "hussard",
    "hussards", "spahi", "spahis", "chasseur", "chasseurs", "alpine hunters", "marsouin", "marsouins",
    "zouave", "zouaves", "foreign parachute", "foreign engineer", "foreign cavalry", "foreign infantry",
    "marine infantry", "infanterie de marine", "parachute commando", "commando parachutiste",
    "regiment du genie", "regiment du train", "regiment etranger",
];

/// Words between forces and those whom they help or fight: "supporting an Iraqi unit".
#[rustfmt::skip]
pub(super) const BESIDE_OTHERS: &[&str] = &[
    "support", "supporting", "supported", "supports", "advise", "advised", "advising", "assist",
    "assisting", "train", "trains", "trained", "training", "help", "helping", "alongside", "against",
    "with", "beside", "accompanying", "escorting", "join", "joined", "appuyait", "appuyer", "appuie",
    "appui", "soutien", "soutenait", "soutenir", "contre", "avec", "cotes", "formation", "former",
    "conseiller", "تساند", "ضد", "مع",
];

/// Verbs by which a country has soldiers.
#[rustfmt::skip]
pub(super) const HAVE: &[&str] = &[
    "has", "have", "had", "keeps", "keep", "kept", "contributed", "contributes", "deployed", "deploys",
    "sent", "sends", "maintains", "compte", "deploie", "maintient", "lost", "a", "envoye",
];

/// Trades that civilians and soldiers share, folded.
#[rustfmt::skip]
pub(super) const OCCUPATIONS: &[&str] = &[
    "driver", "drivers", "doctor", "doctors", "nurse", "nurses", "engineer", "engineers", "interpreter",
    "interpreters", "passenger", "passengers", "chauffeur", "chauffeurs", "medecin", "medecins",
    "infirmier", "infirmiers", "infirmiere", "passager", "passagers", "interprete", "interpretes",
    "contractor", "contractors",
];

/// Groups of soldiers that a member may be of, folded.
#[rustfmt::skip]
pub(super) const BODIES: &[&str] = &[
    "crew", "team", "squad", "platoon", "soldiers", "soldats", "military", "militaires", "equipage",
    "section", "garrison", "regiment", "officers", "party",
];

/// Words after which a name says where something is.
#[rustfmt::skip]
pub(super) const LOCATIVES: &[&str] = &[
    "in", "inside", "within", "across", "at", "near", "around", "outside", "over", "into", "throughout",
    "en", "au", "aux", "dans", "sur", "pres", "في", "بمحافظه", "شمالي", "جنوبي",
];

/// Words that may stand between such a word and the name.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &[
    "the", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west",
    "north-east", "far", "neighbouring", "neighboring", "of", "region", "area", "province", "desert",
    "district", "town", "city", "village", "valley", "massif", "mountains", "northwestern", "northeastern",
    "southwestern", "southeastern", "centre", "center", "le", "la", "l", "les", "de", "du", "des", "d",
    "nord", "sud", "est", "ouest", "centre", "environs", "region", "zone", "ville", "localite", "secteur",
    "province", "شمال", "جنوب", "شرق", "غرب", "وسط", "محافظه", "صحراء", "مدينه",
];

/// Verbs between a death and what came of it.
#[rustfmt::skip]
pub(super) const AFTERMATH: &[&str] = &[
    "was", "were", "has", "have", "had", "is", "are", "prompted", "led", "sparked", "brings", "bring",
    "brought", "comes", "came", "followed", "est", "ont",
];

/// Words for what happens to people, besides the outcomes.
#[rustfmt::skip]
pub(super) const HAPPENED: &[&str] = &[
    "fell", "fallen", "shot", "hit", "struck", "lost", "loss", "losses", "mourned", "buried", "perdu",
    "perte", "pertes", "tombe", "tombes", "touche", "touches", "pleure", "خسائر",
];

/// Losses that are not said with a word for death: "the loss of seven comrades".
#[rustfmt::skip]
pub(super) const LOSSES: &[&str] = &[
    "loss", "losses", "lost", "perte", "pertes", "perdu", "خسائر", "fell", "fallen", "tombe", "tombes",
];

/// Somebody says that it is not so.
#[rustfmt::skip]
pub(super) const DENIALS: &[&str] = &[
    "denied that", "denies that", "denied any", "a dementi que", "dement que", "نفي", "نفت",
];

/// Somebody contradicts it.
#[rustfmt::skip]
pub(super) const DISPUTES: &[&str] = &[
    "disputed", "disputes", "contested", "contests", "conteste", "contestent", "conteste par",
];

/// Ordinals in words.
#[rustfmt::skip]
pub(super) const ORDINALS: &[(&str, u64)] = &[
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7),
    ("eighth", 8), ("ninth", 9), ("tenth", 10), ("eleventh", 11), ("twelfth", 12), ("thirteenth", 13),
    ("premier", 1), ("premiere", 1), ("deuxieme", 2), ("seconde", 2), ("troisieme", 3), ("quatrieme", 4),
    ("cinquieme", 5), ("sixieme", 6), ("septieme", 7), ("huitieme", 8), ("neuvieme", 9), ("dixieme", 10),
    ("onzieme", 11), ("douzieme", 12),
];
