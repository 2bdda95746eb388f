//! Nouns for people, and whose people they are likely to be.

use std::sync::LazyLock;

use super::function_word::is_content;
use super::outcome::outcome_at;
use super::phrases::{Found, Phrases};
use super::thing::is_thing;
use super::token::Tokens;

/// What kind of people a noun speaks of. The words alone do not tell whose they are ("soldiers" may
/// be anyone's): nationalities and groups beside them do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Members of a state's armed forces, and peacekeepers.
    Military,
    /// Members of armed groups.
    ArmedGroup,
    /// Police, gendarmes and guards.
    Police,
    /// People who carry no arms.
    Civilian,
    /// The word does not say ("people", "victims", "members").
    Unknown,
}

/// How many the noun's form speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// One: "soldier".
    Singular,
    /// Two, by the form of the noun (Arabic).
    Dual,
    /// Two or more: "soldiers".
    Plural,
    /// Some number of people, by a noun without a plural: "troops", "personnel".
    Collective,
}

/// A noun for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    /// What kind of people.
    pub kind: Kind,
    /// How many the form speaks of.
    pub number: Number,
}

/// Per row: singulars, plurals, kind. The order within a cell does not matter.
const NOUNS: &[(&str, &str, Kind)] = &[
    (
        "soldier|serviceman|servicewoman|service member|servicemember|legionnaire|paratrooper|commando|marine|airman|\
         sailor|trooper|infantryman|officer|army officer|conscript|reservist|recruit|peacekeeper|blue helmet|\
         special forces soldier|special forces operator|pilot|gunner|medic|sapper|engineer soldier|veteran|\
         military adviser|military advisor|military policeman|general|colonel|lieutenant colonel|commandant|major|captain|lieutenant|sergeant|\
         corporal|master corporal|private|warrant officer|gi|comrade|crew member|crewman|contingent member",
        "soldiers|servicemen|servicewomen|service members|servicemembers|legionnaires|paratroopers|commandos|marines|\
         airmen|sailors|troopers|infantrymen|officers|army officers|conscripts|reservists|recruits|peacekeepers|\
         blue helmets|special forces soldiers|special forces operators|pilots|gunners|medics|sappers|engineer soldiers|\
         veterans|military advisers|military advisors|military policemen|generals|colonels|captains|lieutenants|sergeants|corporals|privates|\
         warrant officers|gis|comrades|comrades in arms|crew members|crewmen",
        Kind::Military,
    ),
    (
        "staff sergeant|lance sergeant|petty officer|non-commissioned officer|chief warrant officer|parachutist|artilleryman|\
         spahi|hussar|chasseur|zouave|brigadier|serviceperson|military nurse|military doctor|army doctor|army medic|\
         sapeur|artilleur|marsouin|infirmier militaire|médecin militaire",
        "staff sergeants|lance sergeants|petty officers|non-commissioned officers|chief warrant officers|parachutists|\
         artillerymen|spahis|hussars|chasseurs|zouaves|brigadiers|military nurses|military doctors|army doctors|army medics|\
         sapeurs|artilleurs|marsouins|infirmiers militaires|médecins militaires",
        Kind::Military,
    ),
    (
        "soldat|soldate|militaire|légionnaire|parachutiste|para|fantassin|marin|aviateur|sous-officier|officier|caporal|\
         caporal-chef|brigadier|brigadier-chef|sergent|sergent-chef|maréchal des logis|adjudant|adjudant-chef|\
         lieutenant-colonel|capitaine|général|casque bleu|hussard|chasseur alpin|camarade|frère d'armes|pilote|\
         membre d'équipage|appelé du contingent",
        "soldats|soldates|militaires|légionnaires|parachutistes|paras|fantassins|marins|aviateurs|sous-officiers|\
         officiers|caporaux|sergents|adjudants|capitaines|généraux|casques bleus|hussards|chasseurs alpins|camarades|\
         frères d'armes|pilotes|membres d'équipage|hommes de troupe",
        Kind::Military,
    ),
    (
        "militant|jihadist|jihadi|terrorist|fighter|gunman|insurgent|rebel|extremist|attacker|assailant|suicide bomber|\
         bomber|sniper|guerrilla|militiaman|bandit|mercenary|\
         djihadiste|jihadiste|terroriste|combattant|combattante|insurgé|rebelle|assaillant|milicien|kamikaze|mercenaire|\
         homme armé|tireur",
        "militants|jihadists|jihadis|jihadi fighters|terrorists|fighters|gunmen|insurgents|rebels|extremists|attackers|\
         assailants|suicide bombers|bombers|snipers|guerrillas|militiamen|bandits|mercenaries|\
         djihadistes|jihadistes|terroristes|combattants|combattantes|insurgés|rebelles|assaillants|miliciens|kamikazes|\
         mercenaires|hommes armés|tireurs",
        Kind::ArmedGroup,
    ),
    (
        "kidnapper|abductor|suicide driver|ravisseur",
        "kidnappers|abductors|suicide drivers|ravisseurs",
        Kind::ArmedGroup,
    ),
    (
        "policeman|policewoman|police officer|gendarme|constable|security guard|prison guard|customs officer|\
         border guard|ranger|forest ranger|\
         policier|policière|agent de police|gardien de la paix|douanier",
        "policemen|policewomen|police officers|gendarmes|constables|security guards|prison guards|\
         customs officers|border guards|rangers|forest rangers|\
         policiers|policières|agents de police|douaniers",
        Kind::Police,
    ),
    (
        "civilian|child|woman|girl|boy|baby|infant|teenager|villager|resident|farmer|herder|shepherd|trader|driver|\
         passenger|bystander|tourist|journalist|reporter|photographer|cameraman|teacher|student|pupil|doctor|nurse|\
         aid worker|humanitarian worker|humanitarian|worker|miner|engineer|contractor|interpreter|translator|priest|\
         worshipper|worshiper|pilgrim|refugee|migrant|protester|demonstrator|pedestrian|diplomat|ambassador|official|\
         citizen|national|mayor|\
         civil|civile|enfant|femme|fille|fillette|garçon|bébé|adolescent|adolescente|villageois|villageoise|habitant|\
         habitante|agriculteur|éleveur|berger|commerçant|chauffeur|passager|passagère|touriste|journaliste|photographe|\
         enseignant|enseignante|étudiant|étudiante|élève|médecin|infirmier|infirmière|humanitaire|travailleur humanitaire|\
         interprète|prêtre|fidèle|réfugié|réfugiée|manifestant|manifestante|ressortissant|ressortissante|diplomate",
        "civilians|children|women|girls|boys|babies|infants|teenagers|villagers|residents|farmers|herders|shepherds|\
         traders|drivers|passengers|bystanders|tourists|journalists|reporters|photographers|cameramen|teachers|students|\
         pupils|doctors|nurses|aid workers|humanitarian workers|humanitarians|workers|miners|engineers|contractors|\
         interpreters|translators|priests|worshippers|worshipers|pilgrims|refugees|migrants|protesters|demonstrators|\
         pedestrians|diplomats|ambassadors|officials|citizens|nationals|mayors|\
         civils|civiles|enfants|femmes|filles|fillettes|garçons|bébés|adolescents|habitants|agriculteurs|éleveurs|\
         bergers|commerçants|chauffeurs|passagers|touristes|journalistes|photographes|enseignants|étudiants|élèves|\
         médecins|infirmiers|infirmières|humanitaires|travailleurs humanitaires|interprètes|prêtres|fidèles|réfugiés|\
         manifestants|ressortissants|diplomates",
        Kind::Civilian,
    ),
    (
        "leader|mechanic|guide|frenchman|person|member|victim|hostage|prisoner|captive|fatality|casualty|survivor|detainee|body|corpse|man|commander|\
         personne|membre|victime|otage|prisonnier|prisonnière|détenu",
        "men and women|women and men|hommes et femmes|femmes et hommes|leaders|mechanics|guides|frenchmen|people|persons|members|victims|hostages|prisoners|captives|fatalities|casualties|survivors|detainees|bodies|\
         corpses|men|commanders|\
         personnes|membres|victimes|otages|prisonniers|détenus|hommes",
        Kind::Unknown,
    ),
    // Arabic. Whether fighters are an armed group's or a state's, the word does not say; in the news
    // it is nearly always the former.
    ("جندي|جنديا|عسكري|عسكريا|ضابط|ضابطا|مظلي", "جنود|جنودا|عسكريين|عسكريون|ضباط", Kind::Military),
    ("مسلح|إرهابي|مقاتل|متطرف", "مسلحين|مسلحون|إرهابيين|إرهابيون|مقاتلين|مقاتلون|متطرفين", Kind::ArmedGroup),
    ("شرطي|دركي", "شرطيين|رجال شرطة|رجال الأمن", Kind::Police),
    ("مدني|مدنيا|طفل|طفلا|امرأة|رجل|صحفي", "مدنيين|مدنيون|أطفال|نساء|رجال|صحفيين", Kind::Civilian),
    ("شخص|شخصا|ضحية", "أشخاص|ضحايا", Kind::Unknown),
];

/// Nouns without a singular of their own.
const COLLECTIVES: &[(&str, Kind)] = &[
    ("troops|military personnel|soldiery|army personnel", Kind::Military),
    ("troupes|personnel militaire|effectifs militaires", Kind::Military),
    ("police|security personnel", Kind::Police),
    ("personnel|staff|effectifs", Kind::Unknown),
];

const DUALS: &[(&str, Kind)] = &[
    ("جنديان|جنديين|عسكريان|ضابطان|ضابطين", Kind::Military),
    ("مسلحان|مقاتلان", Kind::ArmedGroup),
    ("شرطيان", Kind::Police),
    ("مدنيان|طفلان|طفلين|رجلان|رجلين", Kind::Civilian),
    ("شخصان|شخصين", Kind::Unknown),
];

static PHRASES: LazyLock<Phrases<Person>> = LazyLock::new(|| {
    let form = |number| move |(words, kind): (&'static str, Kind)| (words, Person { kind, number });
    let singular = NOUNS.iter().map(|(one, _, kind)| (*one, *kind)).map(form(Number::Singular));
    let plural = NOUNS.iter().map(|(_, many, kind)| (*many, *kind)).map(form(Number::Plural));
    let collective = COLLECTIVES.iter().copied().map(form(Number::Collective));
    let dual = DUALS.iter().copied().map(form(Number::Dual));
    Phrases::new(singular.chain(plural).chain(collective).chain(dual))
});

/// Every noun for people, in order: "soldiers", "légionnaire", "jihadists", "aid workers", "troops".
pub fn persons(text: &str) -> Vec<Found<Person>> {
    let tokens = Tokens::of(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some((words, value)) = person_at(&tokens, i) {
            found.push(Found { range: tokens.span(i, i + words - 1), value });
            i += words;
        } else {
            i += 1;
        }
    }
    found
}

/// The noun for people that begins at word `i`, and its length in words.
pub(super) fn person_at(tokens: &Tokens<'_>, i: usize) -> Option<(usize, Person)> {
    let (words, person) = PHRASES.at(tokens, i)?;
    let after = i + words;
    let follows = tokens.joined(after - 1);
    // In "militant fighters" and "police stations" the first word only describes the second; in
    // "véhicules militaires" the second describes the first.
    // In "the pilot shot on Friday" the second word is a verb.
    let happens =
        tokens.is(after, &["shot"]) && tokens.is(after + 1, &["on", "dead", "in", "by", "at", "down"]);
    let describes_a_thing = person.number != Number::Plural && follows && is_thing(tokens, after) && !happens;
    let describes_a_person =
        person.number == Number::Singular && follows && PHRASES.at(tokens, after).is_some();
    let describes_the_thing_before =
        tokens.is(i, FRENCH_ADJECTIVES) && i > 0 && tokens.joined(i - 1) && is_thing(tokens, i - 1);
    // "Major", "general" and the like are adjectives unless they open a name or end the phrase.
    let adjective = words == 1 && tokens.is(i, ALSO_ADJECTIVES) && follows && {
        let opens_a_name = tokens.list[after].is_capitalised();
        !opens_a_name && is_content(tokens, after) && outcome_at(tokens, after).is_none()
    };
    let staff_officers = tokens.is(i, &["staff"]) && matches!(tokens.before(i, 1), "of" | "general");
    let describes =
        staff_officers || describes_a_thing || describes_a_person || describes_the_thing_before || adjective;
    (!describes).then_some((words, person))
}

const FRENCH_ADJECTIVES: &[&str] = &[
    "militaire",
    "militaires",
    "civil",
    "civils",
    "civile",
    "civiles",
    "terroriste",
    "terroristes",
    "djihadiste",
    "djihadistes",
    "jihadiste",
    "jihadistes",
    "rebelle",
    "rebelles",
    "humanitaire",
    "humanitaires",
    "policier",
    "policiers",
    "policiere",
    "policieres",
    "combattant",
    "combattante",
    "combattantes",
];

const ALSO_ADJECTIVES: &[&str] = &["major", "general", "private", "national", "marine", "humanitarian"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_by_kind_and_number() {
        use Kind::{ArmedGroup, Civilian, Military, Police};
        use Number::{Collective, Dual, Plural, Singular};
        for (text, word, kind, number) in [
            ("two soldiers", "soldiers", Military, Plural),
            ("un légionnaire", "légionnaire", Military, Singular),
            ("600 troops", "troops", Military, Collective),
            ("seven comrades", "comrades", Military, Plural),
            ("a police officer", "police officer", Police, Singular),
            ("des civils", "civils", Civilian, Plural),
            ("ISIS fighters", "fighters", ArmedGroup, Plural),
            ("UN peacekeepers", "peacekeepers", Military, Plural),
            ("مقتل جنديين", "جنديين", Military, Dual),
            ("الجنود", "الجنود", Military, Plural),
            ("the militant fighters", "fighters", ArmedGroup, Plural),
            ("Major Martin", "Major", Military, Singular),
            ("killing of general Martin", "general", Military, Singular),
            ("a staff sergeant died", "staff sergeant", Military, Singular),
            ("the pilot shot on Friday", "pilot", Military, Singular),
            ("deux ravisseurs", "ravisseurs", ArmedGroup, Plural),
        ] {
            let found = persons(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(&text[found[0].range.clone()], word);
            assert_eq!(found[0].value, Person { kind, number }, "{text}");
        }
    }

    #[test]
    fn words_that_only_describe_are_no_people() {
        for text in [
            "two police stations",
            "a terrorist group",
            "deux véhicules militaires",
            "a major attack",
            "fighter jets",
        ] {
            assert_eq!(persons(text), [], "{text}");
        }
    }
}
