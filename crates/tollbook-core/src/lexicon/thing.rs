//! Common nouns of the news that are counted and are not people, and units of measure.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::token::Tokens;

const THINGS: &str = "\
    vehicle vehicles car cars truck trucks lorry lorries bus buses tank tanks convoy convoys motorcycle motorcycles \
    motorbike motorbikes helicopter helicopters aircraft plane planes jet jets drone drones ship ships boat boats \
    train trains ambulance ambulances \
    base bases camp camps post posts station stations checkpoint checkpoints barracks headquarters building buildings \
    house houses home homes school schools hospital hospitals village villages town towns city cities province \
    provinces region regions district districts country countries nation nations state states border borders \
    attack attacks assault assaults raid raids ambush ambushes explosion explosions blast blasts bomb bombs bombing \
    bombings mine mines rocket rockets mortar mortars missile missiles shell shells round rounds shot shots strike \
    strikes airstrike airstrikes clash clashes battle battles war wars incident incidents accident accidents crash \
    crashes operation operations mission missions exercise exercises patrol patrols sortie sorties \
    group groups organisation organisations organization organizations force forces army armies unit units battalion \
    battalions regiment regiments brigade brigades company companies division divisions cell cells network networks \
    party parties government governments agency agencies team teams faction factions \
    weapon weapons rifle rifles gun guns grenade grenades threat threats activity activities presence training \
    equipment supplies aid law court courts record records front fronts side sides case cases report reports time times \
    part parts way ways kind kinds \
    vehicule vehicules voiture voitures camion camions char chars convoi convois moto motos helicoptere helicopteres \
    avion avions drones navire navires bateau bateaux blinde blindes pick up pickups \
    camps poste postes caserne casernes batiment batiments maison maisons ecole ecoles hopital hopitaux village ville \
    villes pays province etat etats frontiere frontieres \
    attaque attaques assauts embuscade embuscades attentat attentats explosions bombe bombes mines roquette roquettes \
    obus missile frappe frappes tir tirs affrontement affrontements combat combats guerre guerres operation incident \
    accident accidents mission patrouille patrouilles exercice exercices \
    groupe groupes organisation force forces armee armees unite unites bataillon bataillons regiment brigade \
    compagnie compagnies cellule cellules reseau reseaux mouvement mouvements \
    arme armes fusil fusils menace menaces activite activites presence source sources autorite autorites \
    responsable aide fois cote cotes hopital tribunal";

const UNITS: &str = "\
    percent percentage pct per km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres \
    m cm mm yard yards foot feet ft inch inches nautical knots mph kph hectare hectares acre acres \
    ton tons tonne tonnes kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes gram grams pound pounds litre \
    litres liter liters gallon gallons calibre caliber degree degrees degre degres \
    second seconds minute minutes min mins hour hours hr hrs day days week weeks fortnight month months year years \
    decade decades century centuries night nights evening morning \
    seconde secondes heure heures jour jours journee semaine semaines mois an ans annee annees decennie siecle siecles \
    nuit nuits \
    am pm gmt utc h hs o \
    dollar dollars euro euros franc francs cfa pounds usd eur cent cents rouble roubles dinar dinars \
    third thirds half halves quarter quarters fifth fifths tiers quart quarts moitie point points \
    yr yrs yo كم كيلومتر متر ساعه ساعات يوم ايام اسبوع اسابيع شهر اشهر سنه سنوات عام اعوام دقيقه دقايق مره مرات دولار";

static SETS: LazyLock<[HashSet<&str>; 2]> =
    LazyLock::new(|| [THINGS, UNITS].map(|words| words.split_whitespace().collect()));

/// Whether word `i` is a common noun for something that is not a person.
pub(super) fn is_thing(tokens: &Tokens<'_>, i: usize) -> bool {
    SETS[0].contains(tokens.word(i))
}

/// Whether word `i` is a unit of measure, time or money, or a fraction.
pub(super) fn is_unit(tokens: &Tokens<'_>, i: usize) -> bool {
    SETS[1].contains(tokens.word(i))
}
