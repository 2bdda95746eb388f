//! What killed or hurt people, and whether it was hostile.

use std::sync::LazyLock;

use super::phrases::{Found, Phrases};
use super::token::{Tokens, is_soft};
use crate::model::Hostile;

/// A cause of death or injury, as the project's list has it at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// An attack from hiding.
    Ambush,
    /// A bomb made from what was at hand, set off by its victim, by wire or by radio.
    ImprovisedExplosiveDevice,
    /// A mine of manufacture, or "a mine" without more.
    Mine,
    /// An attack in which the attacker means to die.
    SuicideAttack,
    /// Small arms: clashes, snipers.
    Gunfire,
    /// Artillery, mortars, rockets.
    Shelling,
    /// Bombs and missiles from aircraft and drones.
    AirStrike,
    /// The loss of a helicopter, from whatever cause.
    HelicopterCrash,
    /// On the road or off it.
    VehicleAccident,
    /// In exercises and training.
    TrainingAccident,
    /// Any other accident.
    OtherAccident,
    /// Disease, heart attack, heat.
    Illness,
    /// Anything else that is named.
    Other,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 13] = [
        Self::Ambush,
        Self::ImprovisedExplosiveDevice,
        Self::Mine,
        Self::SuicideAttack,
        Self::Gunfire,
        Self::Shelling,
        Self::AirStrike,
        Self::HelicopterCrash,
        Self::VehicleAccident,
        Self::TrainingAccident,
        Self::OtherAccident,
        Self::Illness,
        Self::Other,
    ];

    /// The id used in the project's list of causes and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ambush => "ambush",
            Self::ImprovisedExplosiveDevice => "improvised explosive device",
            Self::Mine => "mine",
            Self::SuicideAttack => "suicide attack",
            Self::Gunfire => "gunfire",
            Self::Shelling => "shelling",
            Self::AirStrike => "air strike",
            Self::HelicopterCrash => "helicopter crash",
            Self::VehicleAccident => "vehicle accident",
            Self::TrainingAccident => "training accident",
            Self::OtherAccident => "other accident",
            Self::Illness => "illness",
            Self::Other => "other",
        }
    }
}

const CAUSES: &[(Cause, &str)] = &[
    (Cause::Ambush, "ambush|ambushed|ambushes|embuscade|embuscades|كمين"),
    (
        Cause::ImprovisedExplosiveDevice,
        "improvised bomb|improvised bombs|improvised device|improvised devices|makeshift bomb|makeshift bombs|makeshift mine|makeshift mines|bombe improvisée|improvised explosive device|improvised explosive devices|IED|IEDs|roadside bomb|roadside bombs|\
         home-made bomb|homemade bomb|self-made bomb|self-made bombs|home-made explosive|homemade explosive|explosive device|\
         improvised explosive|booby trap|booby-trapped|improvised mine|engin explosif improvisé|engins explosifs improvisés|engin explosif|engins explosifs|\
         EEI|IED|bombe artisanale|mine artisanale|bombe artisanale|bombe au bord de la route|عبوة ناسفة|عبوات ناسفة",
    ),
    (
        Cause::Mine,
        "mine explosion|onto a mine|over a mine|set off a mine|by a mine|a mine destroyed|mine went off|mine exploded|par une mine|landmine|landmines|land mine|land mines|anti-tank mine|antipersonnel mine|anti-personnel mine|hit a mine|struck a mine|drove over a mine|ran over a mine|mine blast|sauté sur une mine|sur une mine|mine antipersonnel|mine antichar|explosion d'une mine|لغم|ألغام",
    ),
    (
        Cause::SuicideAttack,
        "suicide attack|suicide attacks|suicide car|suicide driver|vehicle packed with explosives|vehicle loaded with explosives|suicide bombing|suicide bombings|suicide bomber|suicide bombers|suicide car bomb|suicide vehicle|\
         blew himself up|blew herself up|blew themselves up|attentat suicide|attentat-suicide|attaque suicide|kamikaze|kamikazes|\
         s'est fait exploser|voiture piégée conduite par|VBIED|SVBIED|انتحاري|هجوم انتحاري",
    ),
    (
        Cause::Gunfire,
        "gunfire|gun fire|gun battle|gunfight|gun-fight|firefight|fire-fight|shoot-out|shootout|shooting|shot dead|shot and killed|\
         gunshot|gunshots|sniper|snipers|small-arms fire|small arms fire|exchange of fire|clashes|clash|opened fire|under fire|was shot|were shot|shot on|bullet|bullets|\
         fusillade|échange de tirs|échanges de tirs|tirs d'armes|tir d'un sniper|par balle|par balles|tireur embusqué|tireur d'élite|accrochage|accrochages|abattu par balles|\
         إطلاق نار|رصاص|اشتباك|اشتباكات|قناص",
    ),
    (
        Cause::Shelling,
        "shelling|shelled|artillery|artillery fire|mortar|mortars|mortar fire|mortar shell|mortar shells|mortar attack|rocket attack|rocket attacks|rocket fire|rockets|rocket|\
         tir de mortier|tirs de mortier|tirs d'artillerie|bombardement|bombardements|tir d'obus|tirs d'obus|obus|roquette|roquettes|tir de roquette|tirs de roquettes|indirect fire|\
         قصف|قذيفة|قذائف|صاروخ|صواريخ",
    ),
    (
        Cause::AirStrike,
        "air strike|air strikes|airstrike|airstrikes|air raid|air raids|drone strike|drone strikes|drone attack|drone attacks|aerial bombardment|bombing raid|\
         frappe aérienne|frappes aériennes|raid aérien|raids aériens|frappe de drone|attaque de drone|bombardement aérien|غارة|غارات|غارة جوية|قصف جوي|طائرة مسيرة",
    ),
    (
        Cause::HelicopterCrash,
        "helicopter crash|helicopter crashes|helicopter crashed|helicopters crashed|helicopters collided|helicopter collision|collision of helicopters|collision of two helicopters|\
         collision between two helicopters|mid-air collision|midair collision|helicopter accident|crash of a helicopter|\
         accident d'hélicoptère|accident d'hélicoptères|crash d'hélicoptère|collision d'hélicoptères|collision de deux hélicoptères|\
         collision entre deux hélicoptères|hélicoptères se sont percutés|hélicoptère s'est écrasé|crash d'un hélicoptère|chute d'un hélicoptère|تحطم مروحية|سقوط مروحية|تصادم مروحيتين",
    ),
    (
        Cause::VehicleAccident,
        "car accident|car crash|road accident|road accidents|traffic accident|traffic accidents|vehicle accident|vehicle crash|truck accident|\
         vehicle rollover|vehicle rolled over|vehicle overturned|overturned|motorcycle accident|road crash|bus crash|\
         accident de la route|accidents de la route|accident de voiture|accident de la circulation|accident routier|accident de véhicule|accident de camion|\
         accident de moto|tonneau|tonneaux|حادث سير|حادث مروري|حادث سيارة",
    ),
    (
        Cause::TrainingAccident,
        "training accident|training accidents|practical exercise|training exercise|during training|during a training|during an exercise|during exercises|military exercise|while training|in training|live-fire exercise|parachute jump|\
         accident d'entraînement|entraînement|lors d'un exercice|au cours d'un exercice|pendant un exercice|exercice pratique|exercice de tir|saut en parachute|تدريب",
    ),
    (
        Cause::OtherAccident,
        "accident|accidents|accidental|accidentally|mishap|negligent discharge|friendly fire|plane crash|aircraft crash|crashed|drowned|drowning|fell to his death|electrocuted|\
         accidentel|accidentelle|accidentellement|tir accidentel|tir fratricide|crash|noyé|noyade|chute mortelle|حادث",
    ),
    (
        Cause::Illness,
        "illness|disease|heart attack|cardiac arrest|stroke|malaria|heatstroke|heat stroke|covid-19|covid|natural causes|\
         maladie|crise cardiaque|arrêt cardiaque|paludisme|malaise|malaise cardiaque|coup de chaleur|cause naturelle|causes naturelles|مرض|نوبة قلبية",
    ),
    (
        Cause::Other,
        "car bomb|car bombs|truck bomb|truck bombing|car bombing|bombing|bombings|bomb|bombs|explosion|explosions|blast|stabbed|stabbing|knife attack|suicide|murdered|beheaded|\
         voiture piégée|camion piégé|attentat|attentats|bombe|bombes|poignardé|décapité|suicidé|انفجار|تفجير|سيارة مفخخة",
    ),
];

/// Words that settle the question whatever the cause: they are looked for before the cause.
const HOSTILE: &[(Hostile, &str)] = &[
    (
        Hostile::Yes,
        "killed in action|died in action|wounded in action|killed in combat|killed in fighting|killed in battle|in combat|\
         combat operation|combat operations|enemy fire|hostile fire|hostile action|by the enemy|mort au combat|morts au combat|morte au combat|tué au combat|tués au combat|\
         au combat|lors de combats|au cours de combats|dans des combats|tir ennemi|tirs ennemis|action de feu|\
         attack|attacks|attacked|attacking|assault|assaulted|raid|shot down|\
         attaque|attaques|attaqué|attaqués|assaut|pris à partie|هجوم|هجمات|معركة|قتال",
    ),
    (
        Hostile::No,
        "non-combat|non combat|non-hostile|not combat-related|noncombat|hors combat|hors du combat|not in combat|no hostile|no enemy|sans lien avec les combats|hors action de combat",
    ),
];

/// Things that attack and are no attack.
const NOT_HOSTILE_WORDS: &str = "attack helicopter|attack helicopters|attack aircraft|heart attack|heart attacks|attack drone|hélicoptère d'attaque|hélicoptères d'attaque|\
    ground forces engaged in combat|combat troops|combat helicopter|combat helicopters|combat regiment";

static CAUSE_PHRASES: LazyLock<Phrases<Cause>> =
    LazyLock::new(|| Phrases::new(CAUSES.iter().map(|(cause, words)| (*words, *cause))));

static HOSTILE_PHRASES: LazyLock<Phrases<Option<Hostile>>> = LazyLock::new(|| {
    let words = HOSTILE.iter().map(|(hostile, words)| (*words, Some(*hostile)));
    Phrases::new(std::iter::once((NOT_HOSTILE_WORDS, None)).chain(words))
});

/// Every cause named in `text`, in order.
pub fn causes(text: &str) -> Vec<Found<Cause>> {
    let tokens = Tokens::of(text);
    let mut found = CAUSE_PHRASES.all(&tokens);
    for crash in helicopter_crashes(&tokens) {
        found.retain(|f| f.range.end <= crash.range.start || crash.range.end <= f.range.start);
        found.push(crash);
    }
    found.sort_by_key(|f| f.range.start);
    found
}

const HELICOPTERS: &[&str] =
    &["helicopter", "helicopters", "helicoptere", "helicopteres", "مروحيه", "مروحيتان"];
const CRASHES: &[&str] = &[
    "collision",
    "collided",
    "crashed",
    "crash",
    "percutes",
    "percute",
    "ecrase",
    "ecrases",
    "heurtes",
    "abimes",
];

/// A crash and a helicopter in one clause, some words apart: "the collision between a Tiger
/// helicopter and …", "two helicopters have collided".
fn helicopter_crashes(tokens: &Tokens<'_>) -> Vec<Found<Cause>> {
    let mut found: Vec<Found<Cause>> = Vec::new();
    let mut last: [Option<usize>; 2] = [None, None];
    for i in 0..tokens.len() {
        if i > 0 && !is_soft(tokens.gap(i - 1)) {
            last = [None, None];
        }
        let which = if tokens.is(i, HELICOPTERS) {
            0
        } else if tokens.is(i, CRASHES) {
            1
        } else {
            continue;
        };
        if let Some(other) = last[1 - which].filter(|other| i - other <= 8) {
            found.push(Found { range: tokens.span(other, i), value: Cause::HelicopterCrash });
            last = [None, None];
        } else {
            last[which] = Some(i);
        }
    }
    found
}

/// The length in words of the cause named at word `i`.
pub(super) fn cause_at(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    CAUSE_PHRASES.at(tokens, i).map(|(words, _)| words)
}

/// Every phrase that says outright whether an enemy had a hand in it, in order: "killed in action",
/// "attack", "au combat"; "non-combat".
pub fn hostile_words(text: &str) -> Vec<Found<Hostile>> {
    HOSTILE_PHRASES
        .all(&Tokens::of(text))
        .into_iter()
        .filter_map(|f| Some(Found { range: f.range, value: f.value? }))
        .collect()
}

/// What a cause by itself says about an enemy's hand in it. Accidents, training and illness say no;
/// ambushes, bombs, shells and bullets say yes. A helicopter's crash says nothing: it may have been
/// shot down, or two may have collided in combat, and then the text has to say so.
pub fn hostile_by_cause(cause: Cause) -> Option<Hostile> {
    match cause {
        Cause::Ambush
        | Cause::ImprovisedExplosiveDevice
        | Cause::Mine
        | Cause::SuicideAttack
        | Cause::Gunfire
        | Cause::Shelling
        | Cause::AirStrike => Some(Hostile::Yes),
        Cause::VehicleAccident | Cause::TrainingAccident | Cause::OtherAccident | Cause::Illness => {
            Some(Hostile::No)
        }
        Cause::HelicopterCrash | Cause::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_by_their_words() {
        for (text, expected) in [
            ("fell into an ambush set by militants", vec![Cause::Ambush]),
            ("by an “improvised explosive device”", vec![Cause::ImprovisedExplosiveDevice]),
            ("victims of a self-made bomb", vec![Cause::ImprovisedExplosiveDevice]),
            ("leur véhicule a sauté sur une mine", vec![Cause::Mine]),
            ("hit by a sniper", vec![Cause::Gunfire]),
            (
                "one in a car accident and the other “during a practical exercise”",
                vec![Cause::VehicleAccident, Cause::TrainingAccident],
            ),
            ("un accident d'hélicoptère", vec![Cause::HelicopterCrash]),
            ("The collision between a Lynx attack helicopter and another", vec![Cause::HelicopterCrash]),
            ("deux hélicoptères se sont violemment percutés", vec![Cause::HelicopterCrash]),
            ("a helicopter crash, an ambush", vec![Cause::HelicopterCrash, Cause::Ambush]),
            ("mort dans un accident", vec![Cause::OtherAccident]),
            ("dans un accident de la route", vec![Cause::VehicleAccident]),
            ("died of malaria", vec![Cause::Illness]),
            ("قتل في كمين", vec![Cause::Ambush]),
            ("the coal mine", vec![]),
        ] {
            let found: Vec<_> = causes(text).into_iter().map(|f| f.value).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn hostile_by_words_or_by_cause() {
        for (text, expected) in [
            ("was killed in action in Mali", vec![Hostile::Yes]),
            ("mort au combat", vec![Hostile::Yes]),
            ("an attack on the base", vec![Hostile::Yes]),
            ("two attack helicopters", vec![]),
            ("a non-combat incident", vec![Hostile::No]),
            ("a heart attack", vec![]),
        ] {
            let found: Vec<_> = hostile_words(text).into_iter().map(|f| f.value).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(hostile_by_cause(Cause::HelicopterCrash), None);
        assert_eq!(hostile_by_cause(Cause::VehicleAccident), Some(Hostile::No));
        assert_eq!(hostile_by_cause(Cause::Ambush), Some(Hostile::Yes));
    }
}
