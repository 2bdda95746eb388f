//! Running heads and page numbers: lines at the edges of pages that come again on others.

use std::collections::HashMap;

use super::lines::Piece;
use crate::reading::download::{date_in, ends_article};

/// How many lines at each edge of a page may be running heads.
const EDGE: usize = 3;
/// How far below the highest line of all pages a running head may stand, and above the lowest a running foot, in points.
const REACH: f32 = 100.0;

/// Takes running heads and page numbers out of the pages; what they say, each once and without numbers' changes.
pub(super) fn take_running(pages: &mut [Vec<Piece>]) -> Vec<String> {
    if pages.len() < 2 {
        return pages.iter_mut().flat_map(take_browser_lines).collect();
    }
    let mut seen: HashMap<(String, bool), Vec<Seen>> = HashMap::new();
    let edges: Vec<Vec<Row>> = pages.iter().map(|page| edge_rows(page)).collect();
    for (number, rows) in edges.iter().enumerate() {
        for row in rows {
            seen.entry((key(&row.text), row.at_top)).or_default().push(Seen {
                page: number,
                y: row.y,
                text: row.text.clone(),
            });
        }
    }
    let common = common_size(pages);
    // The days in the lines at the top of each page.
    let days: Vec<Vec<(f32, String)>> = edges
        .iter()
        .map(|rows| {
            let top = rows.iter().filter(|row| row.at_top);
            top.filter_map(|row| Some((row.y, date_in(&row.text)?.to_owned()))).collect()
        })
        .collect();
    let heights = || edges.iter().flatten().map(|row| row.y);
    let highest = heights().fold(f32::MAX, f32::min);
    let lowest = heights().fold(f32::MIN, f32::max);
    let mut said: Vec<String> = Vec::new();
    for (number, rows) in edges.into_iter().enumerate() {
        let mut drop: Vec<usize> = Vec::new();
        // Nothing stands between a running head and the edge but other running heads: below a title, the name of the
        // newspaper may be the same on every page and is none.
        let (top, mut bottom): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.at_top);
        bottom.reverse();
        // Heads of articles that each begin on a page of their own bear their days.
        let others = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
        let others = others.filter_map(|page| days.get(page)).flatten();
        let is_dated = others
            .into_iter()
            .any(|(y, day)| days[number].iter().any(|(own_y, own)| (own_y - y).abs() < 12.0 && own != day));
        let again = |row: &Row| {
            if row.at_top && is_dated || ends_article(&row.text) {
                return false;
            }
            if if row.at_top { row.y > highest + REACH } else { row.y < lowest - REACH } {
                return false;
            }
            let others = &seen[&(key(&row.text), row.at_top)];
            // Titles of articles that each begin on a page of their own may differ in a number alone: "Bulletin 41".
            let is_title = row.at_top && row.size > 1.15 * common;
            // Left and right pages may have heads of their own.
            others.iter().any(|other| {
                other.page != number
                    && other.page.abs_diff(number) <= 2
                    && (other.y - row.y).abs() < 12.0
                    && (!is_title || other.text == row.text)
            })
        };
        for row in top.into_iter().take_while(again).chain(bottom.into_iter().take_while(again)) {
            drop.extend(row.pieces);
            if !said.contains(&row.text) && said.len() < 6 && row.text.chars().any(char::is_alphabetic) {
                said.push(row.text);
            }
        }
        let page = &mut pages[number];
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }
    said
}

/// A line at the edge of a page.
struct Seen {
    page: usize,
    y: f32,
    text: String,
}

/// The size of most of the characters.
fn common_size(pages: &[Vec<Piece>]) -> f32 {
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for piece in pages.iter().flatten() {
        // In tenths of a point.
        *sizes.entry((piece.size * 10.0).round() as u32).or_default() += piece.text.len();
    }
    let most = sizes.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(f32::MAX, |(size, _)| size as f32 / 10.0)
}

struct Row {
    text: String,
    size: f32,
    y: f32,
    at_top: bool,
    pieces: Vec<usize>,
}

/// The lines at the top and at the bottom of a page.
fn edge_rows(page: &[Piece]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, piece) in page.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if (row.y - piece.y).abs() < 0.4 * piece.size => {
                row.text.push(' ');
                row.text.push_str(&piece.text);
                row.pieces.push(at);
            }
            _ => rows.push(Row {
                text: piece.text.clone(),
                size: piece.size,
                y: piece.y,
                at_top: true,
                pieces: vec![at],
            }),
        }
    }
    let count = rows.len();
    let mut at = 0;
    rows.retain_mut(|row| {
        at += 1;
        row.at_top = at <= EDGE;
        at <= EDGE || at + EDGE > count
    });
    rows
}

/// A line with its numbers, which differ from page to page, left open.
fn key(text: &str) -> String {
    let mut key = String::new();
    for word in text.split_whitespace() {
        let roman = !word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'));
        if roman {
            key.push('#');
        } else {
            let mut number = false;
            for c in word.chars().flat_map(char::to_lowercase) {
                if c.is_numeric() {
                    if !number {
                        key.push('#');
                    }
                    number = true;
                } else {
                    number = false;
                    key.push(c);
                }
            }
        }
        key.push(' ');
    }
    key
}

/// On a single page, the lines that browsers print at its edges: an address with "1/1".
fn take_browser_lines(page: &mut Vec<Piece>) -> Vec<String> {
    let mut said = Vec::new();
    let rows = edge_rows(page);
    let is_foot = |text: &str| {
        let mut words = text.split_whitespace();
        let address = words.next().is_some_and(|word| word.contains("://"));
        let number = words.next().is_some_and(|word| {
            word.split_once('/').is_some_and(|(a, b)| {
                !a.is_empty() && !b.is_empty() && (a.to_owned() + b).chars().all(|c| c.is_ascii_digit())
            })
        });
        address && number && words.next().is_none()
    };
    let Some(foot) = rows.iter().find(|row| !row.at_top && is_foot(&row.text)) else { return said };
    // Browsers print the date and the page's title at the top.
    let head = rows.iter().find(|row| row.at_top && (foot.y - row.y) > 400.0 && row.pieces.len() == 2);
    let mut drop = foot.pieces.clone();
    said.push(foot.text.clone());
    if let Some(head) = head {
        drop.extend(&head.pieces);
        said.push(head.text.clone());
    }
    let mut at = 0;
    page.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
    said
}
