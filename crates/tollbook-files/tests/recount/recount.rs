//! The rules of counting, slow and obvious. Nothing here comes from the program but the rows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::rows::{Package, Row, list};

/// Low, best and high.
type Figures = [Option<u64>; 3];
/// First day, last day and precision.
type Days = (Date, Date, String);

const BLANK: Figures = [None; 3];

fn figure(cell: &str) -> Option<u64> {
    cell.parse().ok()
}

fn day(cell: &str) -> Option<Date> {
    cell.parse().ok()
}

fn figures(claim: &Row) -> Figures {
    ["count_low", "count_best", "count_high"].map(|column| figure(&claim[column]))
}

/// A bound that is blank beside a best equals the best.
fn completed([low, best, high]: Figures) -> Figures {
    [low.or(best), best, high.or(best)]
}

fn stands(claim: &Row) -> bool {
    claim["status"] == "asserted" || claim["status"] == "disputed"
}

fn counts(claim: &&Row) -> bool {
    claim["kind"] == "incident" && stands(claim)
}

impl Package {
    /// The incident to which one has been joined in the end.
    pub fn event(&self, id: &str) -> String {
        let row = self.incidents.iter().find(|row| row["incident_id"] == id).unwrap();
        if row["joined_to"].is_empty() { id.to_owned() } else { self.event(&row["joined_to"]) }
    }

    /// The incidents that are not joined to another.
    fn events(&self) -> BTreeSet<String> {
        let roots = self.incidents.iter().filter(|row| row["joined_to"].is_empty());
        roots.map(|row| row["incident_id"].clone()).collect()
    }

    /// The claims of an event, earliest annotated first.
    fn claims(&self, event: &str) -> Vec<&Row> {
        let kinds = ["incident", "part", "background"];
        let mut claims: Vec<&Row> =
            self.annotations.iter().filter(|row| kinds.contains(&row["kind"].as_str())).collect();
        claims.retain(|row| self.event(&row["incident_id"]) == event);
        claims.sort_by_key(|row| {
            (row["created"].parse::<jiff::Timestamp>().unwrap(), row["annotation_id"].clone())
        });
        claims
    }

    /// Who speaks in an article.
    fn source(&self, claim: &Row) -> String {
        let article = self.articles.iter().find(|row| row["article"] == claim["article"]).unwrap();
        match article["independent_source"].trim() {
            "" => format!("article {}", claim["article"]),
            name => name.to_lowercase(),
        }
    }

    /// What the coder set in a column of an event.
    fn own(&self, event: &str, field: &str, column: &str) -> Option<String> {
        let row = self.incidents.iter().find(|row| row["incident_id"] == event).unwrap();
        list(&row["set_by_coder"]).contains(&field).then(|| row[column].clone())
    }

    /// The coder's figures for an event, by side and outcome.
    fn own_figures(&self, event: &str) -> BTreeMap<(String, String), Figures> {
        let rows = self.incidents.iter().filter(|row| row["incident_id"] == event);
        let own = rows.filter(|row| list(&row["set_by_coder"]).contains(&"estimate"));
        own.map(|row| {
            let figures = ["low", "best", "high"].map(|column| figure(&row[column]));
            ((row["side"].clone(), row["outcome"].clone()), completed(figures))
        })
        .collect()
    }

    /// The first passage that stands of those with which an event was born.
    fn born_with(&self, event: &str) -> Option<&Row> {
        self.claims(event).into_iter().find(|claim| stands(claim) && claim["incident_id"] == event)
    }

    /// Whether an event is drawn at all.
    fn recorded(&self, event: &str) -> bool {
        let by_claims = self.claims(event).iter().any(counts);
        let background = self.born_with(event).is_some_and(|claim| claim["kind"] == "background");
        by_claims || !self.own_figures(event).is_empty() && !background
    }

    /// The claims that say when and where an event was.
    fn telling(&self, event: &str) -> Vec<&Row> {
        let claims = self.claims(event);
        if claims.iter().any(counts) {
            claims.into_iter().filter(counts).collect()
        } else if !self.own_figures(event).is_empty() {
            self.born_with(event).into_iter().collect()
        } else {
            claims.into_iter().filter(|claim| stands(claim)).collect()
        }
    }

    /// What most sources say; ties go to the least vague, then to the earliest annotated.
    fn most_sources<T: Clone + PartialEq>(&self, said: &[(T, &Row)], vague: impl Fn(&T) -> i64) -> Option<T> {
        let votes = |value: &T| {
            let sources =
                said.iter().filter(|(other, _)| other == value).map(|(_, claim)| self.source(claim));
            sources.collect::<BTreeSet<_>>().len()
        };
        let most = said.iter().map(|(value, _)| votes(value)).max()?;
        let leading: Vec<&T> =
            said.iter().map(|(value, _)| value).filter(|value| votes(value) == most).collect();
        let least = leading.iter().map(|value| vague(value)).min()?;
        leading.into_iter().find(|value| vague(value) == least).cloned()
    }

    fn field(&self, event: &str, field: &str, column: &str) -> String {
        let own = self.own(event, field, if field == "place" { "where_description" } else { field });
        let said: Vec<(String, &Row)> =
            self.telling(event).into_iter().map(|claim| (claim[column].clone(), claim)).collect();
        let said: Vec<_> = said.into_iter().filter(|(value, _)| !value.is_empty()).collect();
        own.or_else(|| self.most_sources(&said, |value| i64::from(value == "unknown"))).unwrap_or_default()
    }

    /// The only operation that the claims name.
    fn operation(&self, event: &str) -> Option<String> {
        let named: BTreeSet<&str> =
            self.telling(event).into_iter().flat_map(|claim| list(&claim["operations"])).collect();
        let only = if named.len() == 1 { named.first().map(|name| (*name).to_owned()) } else { None };
        self.own(event, "operation", "operation").or(only)
    }

    /// When an event was. `asking` are the events whose dates are being asked for.
    fn date(&self, event: &str, asking: &[String]) -> Option<Days> {
        let of = |row: &Row, start: &str, end: &str, precision: &str| {
            Some((day(&row[start])?, day(&row[end])?, row[precision].clone()))
        };
        if self.own(event, "date", "date_start").is_some() {
            let row = self.incidents.iter().find(|row| row["incident_id"] == event).unwrap();
            return of(row, "date_start", "date_end", "date_precision");
        }
        let mut dates: Vec<(Days, &Row)> = Vec::new();
        for claim in self.telling(event) {
            let from = Some(&claim["date_incident"]).filter(|id| !id.is_empty()).map(|id| self.event(id));
            let stated = of(claim, "date_start", "date_end", "date_precision");
            let date = match from {
                None => stated,
                Some(from) if asking.contains(&from) || from == event => stated,
                Some(from) => {
                    let more = [asking, &[event.to_owned(), from.clone()]].concat();
                    let days: i32 = claim["date_offset_days"].parse().unwrap_or(0);
                    self.date(&from, &more).map(|(first, last, precision)| {
                        let coarse = ["month", "quarter", "year"].contains(&precision.as_str()) && days != 0;
                        let precision = if coarse { "range".to_owned() } else { precision };
                        (first + days.days(), last + days.days(), precision)
                    })
                }
            };
            // What an article says of a month ends no later than the article.
            let date = date.map(|(first, last, precision)| match day(&claim["article_date"]) {
                Some(published)
                    if ["month", "quarter", "year"].contains(&precision.as_str()) && first <= published =>
                {
                    (first, last.min(published), precision)
                }
                _ => (first, last, precision),
            });
            dates.extend(date.map(|date| (date, claim)));
        }
        let length = |(first, last, _): &Days| i64::from((*last - *first).get_days());
        let mut narrowest: Option<Days> = None;
        for (date, _) in &dates {
            let Some(so_far) = narrowest else {
                narrowest = Some(date.clone());
                continue;
            };
            let (first, last) = (so_far.0.max(date.0), so_far.1.min(date.1));
            if first > last {
                return self.most_sources(&dates, length);
            }
            let grade = |days: &Days| {
                let order = ["day", "days", "range", "month", "quarter", "year"];
                (length(days), order.iter().position(|name| *name == days.2))
            };
            let finer = if grade(date) < grade(&so_far) { date.clone() } else { so_far };
            let precision = match (first, last) == (finer.0, finer.1) {
                true => finer.2,
                false if first == last => "day".to_owned(),
                false => "range".to_owned(),
            };
            narrowest = Some((first, last, precision));
        }
        narrowest
    }

    /// The claims that count for the people of an event, by side and outcome.
    fn people(&self, event: &str) -> BTreeMap<(String, String), Vec<&Row>> {
        let own = self.own_figures(event);
        let claims: Vec<&Row> = self.claims(event).into_iter().filter(counts).collect();
        let mut people: BTreeMap<(String, String), Vec<&Row>> =
            own.keys().map(|key| (key.clone(), Vec::new())).collect();
        for claim in claims.iter().filter(|claim| !claim["outcome"].is_empty()) {
            let outcome = &claim["outcome"];
            let named =
                claims.iter().filter(|other| other["outcome"] == *outcome && !other["side"].is_empty());
            let sides: BTreeSet<&String> = named.map(|other| &other["side"]).collect();
            let alone = sides.len() == 1 && !own.contains_key(&(String::new(), outcome.clone()));
            let side = match claim["side"].as_str() {
                "" if alone => sides.first().unwrap(),
                side => side,
            };
            people.entry((side.to_owned(), outcome.clone())).or_default().push(claim);
        }
        people
    }

    fn is_chosen(&self, event: &str, claim: &Row) -> bool {
        self.links.iter().any(|link| {
            link["relation"] == "figure chosen"
                && link["from"] == claim["annotation_id"]
                && self.event(&link["to"]) == event
        })
    }

    /// One figure for each source: the chosen one, else its latest definite one, else its latest.
    fn figure_of_each_source(&self, event: &str, claims: &[&Row]) -> Vec<Figures> {
        let mut speaking: BTreeMap<String, (bool, bool, Figures)> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| claim["status"] == "asserted" && figures(claim) != BLANK) {
            let new = (self.is_chosen(event, claim), figures(claim)[1].is_some(), figures(claim));
            let known = speaking.entry(self.source(claim)).or_insert(new);
            if (new.0, new.1) >= (known.0, known.1) {
                *known = new;
            }
        }
        speaking.into_values().map(|(.., figures)| completed(figures)).collect()
    }

    /// The estimate of some claims, which come in the order of their articles.
    fn estimate(&self, event: &str, claims: &[&Row]) -> Figures {
        let asserted = self.figure_of_each_source(event, claims);
        let disputed =
            claims.iter().filter(|claim| claim["status"] == "disputed").map(|claim| figures(claim));
        let disputed: Vec<Figures> = disputed.filter(|figures| *figures != BLANK).map(completed).collect();
        let best = most_given(&asserted);
        let known = if asserted.is_empty() { most_given(&disputed) } else { best };
        let allows = |[low, _, high]: Figures, best: u64| {
            low.is_none_or(|n| n <= best) && high.is_none_or(|n| best <= n)
        };
        let all: Vec<Figures> = [asserted, disputed].concat();
        let all: Vec<Figures> = all
            .into_iter()
            .filter(|figures| figures[1].is_some() || !known.is_some_and(|best| allows(*figures, best)))
            .collect();
        let low =
            if all.iter().any(|f| f[0].is_none()) { None } else { all.iter().filter_map(|f| f[0]).min() };
        let high =
            if all.iter().any(|f| f[2].is_none()) { None } else { all.iter().filter_map(|f| f[2]).max() };
        [low, best, high]
    }

    /// The figures of some people of an event, and by the day on which they died: `None` is the event's.
    fn figures_of(
        &self,
        event: &str,
        key: &(String, String),
        claims: &[&Row],
    ) -> (Figures, Vec<(Figures, Option<Date>)>) {
        let mut claims = claims.to_vec();
        claims.sort_by_key(|claim| {
            let created: jiff::Timestamp = claim["created"].parse().unwrap();
            (day(&claim["article_date"]), created, claim["annotation_id"].clone())
        });
        let first_death = |claims: &[&Row]| claims.iter().filter_map(|claim| day(&claim["death_date"])).min();
        let with_best = |best: Option<u64>| -> Vec<&Row> {
            claims.iter().copied().filter(|claim| figures(claim)[1] == best).collect()
        };
        if let Some(own) = self.own_figures(event).get(key) {
            return (*own, vec![(*own, first_death(&with_best(own[1])))]);
        }
        let died = |claim: &&Row| claim["died_of_wounds"] == "yes" && claim["outcome"] == "killed";
        let others = |claim: &&Row| died(claim) && claim["in_other_figures"] == "no";
        let same = |claim: &&Row| died(claim) && claim["in_other_figures"] == "yes";
        let added = claims.iter().any(others);
        let one_group = !added && claims.iter().any(same);
        let later = |claim: &&Row| died(claim) && !one_group && !same(claim);
        let mut at_once: Vec<&Row> = claims.iter().copied().filter(|claim| !later(claim)).collect();
        let mut died_later: Vec<&Row> = claims.iter().copied().filter(later).collect();
        if at_once.is_empty() {
            (at_once, died_later) = (died_later, at_once);
        }
        let (a, b) = (self.estimate(event, &at_once), self.estimate(event, &died_later));
        let alone = |figures: Figures| (figures, vec![(figures, first_death(&with_best(figures[1])))]);
        let asserted = |group: &[&Row]| group.iter().any(|claim| claim["status"] == "asserted");
        let firm = |group: &[&Row]| group.iter().any(|c| c["status"] == "asserted" && figures(c) != BLANK);
        // Somebody asserts that people were killed at once, and not how many.
        let unknown = a == BLANK && asserted(&at_once) && firm(&died_later);
        if !added && a == BLANK && b != BLANK && !unknown {
            return alone(b);
        }
        if died_later.is_empty() || !added && b == BLANK {
            return alone(a);
        }
        let plus = |a: Option<u64>, b: Option<u64>| Some(a? + b?);
        // What is disputed alone only widens.
        let up_to = |figures: Figures| [Some(0), Some(0), figures[2]];
        let (sum, [x, y]) = if firm(&at_once) && !asserted(&died_later) {
            ([a[0], a[1], plus(a[2], b[2])], [a, up_to(b)])
        } else if firm(&died_later) && !asserted(&at_once) {
            ([b[0], b[1], plus(a[2], b[2])], [up_to(a), b])
        } else if added {
            let low = if a[0].is_none() && b[0].is_none() {
                None
            } else {
                Some(a[0].unwrap_or(0) + b[0].unwrap_or(0))
            };
            ([low, plus(a[1], b[1]), plus(a[2], b[2])], [a, b])
        } else if unknown {
            ([b[0], None, None], [a, b])
        } else {
            // Nobody has said whether they are the same people.
            let best = match (a[1], b[1]) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (Some(best), None) => Some(best).filter(|best| b[0].is_none_or(|low| low <= *best)),
                (None, Some(best)) => Some(best).filter(|best| a[0].is_none_or(|low| low <= *best)),
                (None, None) => None,
            };
            ([a[0].max(b[0]), best, plus(a[2], b[2])], [a, b])
        };
        match added {
            true => (sum, vec![(x, None), (y, first_death(&died_later))]),
            false => alone(sum),
        }
    }
}

/// The best that most give, or the lowest of those in front.
fn most_given(all: &[Figures]) -> Option<u64> {
    let bests: Vec<u64> = all.iter().filter_map(|figures| figures[1]).collect();
    let votes = |best: u64| bests.iter().filter(|other| **other == best).count();
    let most = bests.iter().map(|best| votes(*best)).max()?;
    bests.iter().copied().filter(|best| votes(*best) == most).min()
}

/// Whether some date is reckoned, in the end, from itself.
pub fn dates_in_a_ring(package: &Package) -> bool {
    let from = |event: &String| -> Vec<String> {
        let claims = package.claims(event).into_iter();
        claims
            .filter(|claim| !claim["date_incident"].is_empty())
            .map(|claim| package.event(&claim["date_incident"]))
            .collect()
    };
    package.events().iter().any(|event| {
        let (mut todo, mut seen) = (from(event), BTreeSet::new());
        while let Some(next) = todo.pop() {
            if seen.insert(next.clone()) {
                todo.extend(from(&next));
            }
        }
        seen.contains(event)
    })
}

fn cell<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Where the files of a package say otherwise than the rules, as sentences.
pub fn differences(package: &Package) -> Vec<String> {
    let mut found = incidents(package);
    found.extend(series(package));
    found.extend(package.totals.iter().filter_map(|total| compare(package, total)));
    found
}

/// `incidents.csv` against the claims.
fn incidents(package: &Package) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: String, file: &str, recount: String| {
        if file != recount {
            found.push(format!("incidents.csv, {what}: {file:?} in the file, {recount:?} recounted"));
        }
    };
    for event in package.events() {
        let rows: Vec<&Row> = package.incidents.iter().filter(|row| row["incident_id"] == event).collect();
        let date = package.date(&event, std::slice::from_ref(&event));
        for row in &rows {
            let what = |column: &str| format!("{event} {column}");
            differ(what("date_start"), &row["date_start"], cell(date.as_ref().map(|date| date.0)));
            differ(what("date_end"), &row["date_end"], cell(date.as_ref().map(|date| date.1)));
            differ(what("date_precision"), &row["date_precision"], cell(date.as_ref().map(|date| &date.2)));
            differ(what("operation"), &row["operation"], cell(package.operation(&event)));
            for column in ["country", "hostile", "cause"] {
                differ(what(column), &row[column], package.field(&event, column, column));
            }
            differ(what("place"), &row["where_description"], package.field(&event, "place", "place"));
        }
        let people = package.people(&event);
        let written = rows.iter().filter(|row| !row["outcome"].is_empty()).count();
        differ(format!("{event} estimates"), &written.to_string(), people.len().to_string());
        for (key, claims) in people {
            let row = rows.iter().find(|row| row["side"] == key.0 && row["outcome"] == key.1);
            let (figures, _) = package.figures_of(&event, &key, &claims);
            let giving = claims.iter().filter(|claim| crate::recount::figures(claim) != BLANK);
            let sources = giving.map(|claim| package.source(claim)).collect::<BTreeSet<_>>().len();
            for (column, recount) in [
                ("low", cell(figures[0])),
                ("best", cell(figures[1])),
                ("high", cell(figures[2])),
                ("number_of_sources", sources.to_string()),
            ] {
                differ(
                    format!("{event} {key:?} {column}"),
                    row.map_or("no row", |row| &row[column]),
                    recount,
                );
            }
        }
    }
    found
}

/// `series.csv` against the rows of `incidents.csv` that are recorded.
fn series(package: &Package) -> Vec<String> {
    let mut bars: BTreeMap<Vec<String>, (Vec<Figures>, BTreeSet<String>)> = BTreeMap::new();
    for row in &package.incidents {
        let drawn = row["joined_to"].is_empty() && !row["outcome"].is_empty() && !row["operation"].is_empty();
        let (Some(first), Some(last)) = (day(&row["date_start"]), day(&row["date_end"])) else { continue };
        let one_month = row["date_precision"] == "days" || first.first_of_month() == last.first_of_month();
        if !drawn || !one_month || !package.recorded(&row["incident_id"]) {
            continue;
        }
        let hostile = if row["hostile"].is_empty() { "unknown" } else { &row["hostile"] };
        let key =
            [&first.first_of_month().to_string(), &row["operation"], &row["side"], &row["outcome"], hostile];
        let bar = bars.entry(key.map(str::to_owned).to_vec()).or_default();
        bar.0.push(["low", "best", "high"].map(|column| figure(&row[column])));
        bar.1.insert(row["incident_id"].clone());
    }
    let known =
        |figures: &[Figures], which: usize| -> Vec<u64> { figures.iter().filter_map(|f| f[which]).collect() };
    let sum = |known: Vec<u64>| if known.is_empty() { None } else { Some(known.iter().sum::<u64>()) };
    let recounted: BTreeSet<Vec<String>> = bars
        .into_iter()
        .map(|(key, (figures, incidents))| {
            let highs = known(&figures, 2);
            let high = if highs.len() == figures.len() { sum(highs) } else { None };
            let without_best = figures.iter().filter(|figures| figures[1].is_none()).count();
            let sums = [cell(sum(known(&figures, 0))), cell(sum(known(&figures, 1))), cell(high)];
            [key, sums.to_vec(), vec![incidents.len().to_string(), without_best.to_string()]].concat()
        })
        .collect();
    let columns = [
        "period_start",
        "operation",
        "side",
        "outcome",
        "hostile",
        "low",
        "best",
        "high",
        "incidents",
        "incidents_without_best",
    ];
    let written =
        package.series.iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect());
    let written: BTreeSet<Vec<String>> = written.collect();
    let only = |a: &BTreeSet<Vec<String>>, b: &BTreeSet<Vec<String>>, where_: &str| -> Vec<String> {
        a.difference(b).map(|row| format!("series.csv, {row:?} is only {where_}")).collect()
    };
    [only(&written, &recounted, "in the file"), only(&recounted, &written, "recounted")].concat()
}

/// A row of `totals.csv` against the events in its scope.
fn compare(package: &Package, total: &Row) -> Option<String> {
    let claim =
        package.annotations.iter().find(|row| row["annotation_id"] == total["annotation_id"]).unwrap();
    let reported = ["reported_low", "reported", "reported_high"].map(|column| figure(&total[column]));
    let article_day = package.articles.iter().find(|row| row["article"] == total["article"]).unwrap();
    let event_day = Some(&total["as_of_incident"]).filter(|id| !id.is_empty()).and_then(|id| {
        let event = package.event(id);
        package.date(&event, std::slice::from_ref(&event))
    });
    let as_of = if !total["as_of_precision"].is_empty() {
        day(&total["as_of_start"]).zip(day(&total["as_of_end"]))
    } else if let Some((first, last, _)) = event_day {
        Some((first, last))
    } else {
        day(&article_day["published_start"]).zip(day(&article_day["published_end"]))
    };
    let entry = |name: &str, value: &str| {
        package
            .lists
            .iter()
            .find(|row| row["list"] == name && row["value"] == value)
            .map(|row| list(&row["detail"]))
    };
    let definition =
        if total["definition"] == "not stated" { None } else { entry("definition", &total["definition"]) };
    let expand = |names: Vec<&'_ str>| -> Vec<String> {
        let each = names.into_iter().flat_map(|name| entry("area", name).unwrap_or_else(|| vec![name]));
        each.map(str::to_lowercase).collect()
    };
    let (operations, countries) = (list(&total["operations"]), expand(list(&total["countries"])));
    let missing = if !stands(claim) {
        Some(claim["status"].as_str())
    } else if reported == BLANK {
        Some("no figure")
    } else if definition.as_ref().is_some_and(Vec::is_empty) {
        Some("it counts by what incidents do not say")
    } else if total["outcome"].is_empty() {
        Some("no outcome")
    } else if total["side"].is_empty() {
        Some("no side")
    } else if operations.is_empty() && countries.is_empty() {
        Some("no operation and no place")
    } else if as_of.is_none() {
        Some("no date")
    } else {
        None
    };
    let columns =
        ["as_of_start", "as_of_end", "counted_low", "counted", "counted_high", "difference", "verdict"];
    let written = columns.map(|column| total[column].clone());
    let held = |end: Option<Date>| cell(end);
    let ends = [held(as_of.map(|days| days.0)), held(as_of.map(|days| days.1))];
    let [start, end] = ends;
    let recounted = if let Some(missing) = missing {
        let blank = String::new;
        [start, end, blank(), blank(), blank(), blank(), format!("not comparable: {missing}")]
    } else {
        let (from, to) = as_of?;
        let mut inside: Vec<Figures> = Vec::new();
        let key = (total["side"].clone(), total["outcome"].clone());
        for event in package.events().iter().filter(|event| package.recorded(event)) {
            let excluded = package.links.iter().any(|link| {
                link["relation"] == "excluded from total"
                    && link["to"] == total["annotation_id"]
                    && package.event(&link["from"]) == *event
            });
            let people = package.people(event);
            let Some(claims) = people.get(&key).filter(|_| !excluded) else { continue };
            let hostile = Some(package.field(event, "hostile", "hostile")).filter(|word| !word.is_empty());
            let hostile = hostile.unwrap_or_else(|| "unknown".to_owned());
            if definition.as_ref().is_some_and(|included| !included.contains(&hostile.as_str())) {
                continue;
            }
            // Where: certainly inside, perhaps, or not.
            let operation = package.operation(event);
            if !operations.is_empty()
                && !operation.as_ref().is_some_and(|name| operations.contains(&name.as_str()))
            {
                continue;
            }
            let country = package.field(event, "country", "country").trim().to_lowercase();
            let certainly_there = if countries.is_empty() {
                true
            } else if !country.is_empty() {
                if !countries.contains(&country) {
                    continue;
                }
                true
            } else if let Some(operation) = &operation {
                let row = package.operations.iter().find(|row| row["operation"] == *operation).unwrap();
                let area = expand(list(&row["area"]));
                let common = area.iter().filter(|country| countries.contains(country)).count();
                if common == 0 && !area.is_empty() {
                    continue;
                }
                if area.is_empty() { operations.contains(&operation.as_str()) } else { common == area.len() }
            } else {
                false
            };
            // When, each part of the people by their own day.
            let date = package.date(event, std::slice::from_ref(event));
            let all = package.claims(event);
            let any = all.iter().any(|claim| stands(claim));
            let tells =
                all.iter().any(|claim| claim["article"] == total["article"] && (stands(claim) || !any));
            let given_with =
                !total["as_of_incident"].is_empty() && package.event(&total["as_of_incident"]) == *event;
            for (figures, death) in package.figures_of(event, &key, claims).1 {
                let death = death.filter(|_| key.1 == "killed").map(|day| (day, day));
                let days = death.or_else(|| date.as_ref().map(|(first, last, _)| (*first, *last)));
                let certainly_then = match days {
                    None => false,
                    Some((first, last)) => {
                        let begins = day(&total["from"]).unwrap_or(Date::MIN);
                        if last < begins || to < first {
                            continue;
                        }
                        begins <= first && (last <= from || tells || given_with)
                    }
                };
                let perhaps = [Some(0), None, figures[2]];
                inside.push(if certainly_there && certainly_then { figures } else { perhaps });
            }
        }
        let low: u64 = inside.iter().filter_map(|f| f[0]).sum();
        let definite = inside.iter().all(|figures| figures.iter().all(Option::is_some));
        let best = definite.then(|| inside.iter().filter_map(|f| f[1]).sum::<u64>());
        let high =
            inside.iter().all(|f| f[2].is_some()).then(|| inside.iter().filter_map(|f| f[2]).sum::<u64>());
        let difference = reported[1].zip(best).map(|(reported, counted)| reported as i64 - counted as i64);
        let least = reported[1].or(reported[0]).unwrap_or(0);
        let most = reported[1].or(reported[2]).unwrap_or(u64::MAX);
        let verdict = if difference == Some(0) {
            "agrees".to_owned()
        } else if high.is_some_and(|high| least > high) {
            format!("{} more reported than recorded", least - best.or(high).unwrap_or(0))
        } else if most < low {
            format!("{} fewer reported than counted", best.unwrap_or(low) - most)
        } else {
            "agrees within the range".to_owned()
        };
        [start, end, low.to_string(), cell(best), cell(high), cell(difference), verdict]
    };
    (written != recounted)
        .then(|| format!("totals.csv, {columns:?}: {written:?} in the file, {recounted:?} recounted"))
}
