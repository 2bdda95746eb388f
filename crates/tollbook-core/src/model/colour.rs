//! Colours of codes and operations, as they stand in files: `#rrggbb`.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use super::record::text_fields;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// Colours that are proposed one after the other.
#[derive(Clone, Copy, Debug)]
pub struct ColourSet([Colour; 8]);

impl ColourSet {
    /// For codes. Eight colours that people with any common colour blindness can tell apart: Okabe and Ito,
    /// "Color Universal Design" (2008), without black, and with a grey.
    pub const CODES: Self = Self([
        Colour::rgb(0x00_72_b2),
        Colour::rgb(0xe6_9f_00),
        Colour::rgb(0x00_9e_73),
        Colour::rgb(0xd5_5e_00),
        Colour::rgb(0xcc_79_a7),
        Colour::rgb(0x56_b4_e9),
        Colour::rgb(0xf0_e4_42),
        Colour::rgb(0x88_88_88),
    ]);

    /// For operations and other layers of the chart: none is like a code's colour. Chosen so that each pair stays apart
    /// on light and dark paper in simulated protanopia, deuteranopia and tritanopia (Machado and others, 2009).
    pub const LAYERS: Self = Self([
        Colour::rgb(0x24_24_4c),
        Colour::rgb(0xf34316),
        Colour::rgb(0x77_f8_de),
        Colour::rgb(0x78_2b_ab),
        Colour::rgb(0xc0_e2_8d),
        Colour::rgb(0x6b_1a_06),
        Colour::rgb(0xc0_8d_e2),
        Colour::rgb(0x16_43_f3),
    ]);

    /// The eight colours themselves.
    pub fn colours(self) -> [Colour; 8] {
        self.0
    }

    /// The colour number `n`. After the eight come their darker shades, then both paler.
    pub fn nth(self, n: usize) -> Colour {
        let plain = self.0[n % self.0.len()];
        match (n / self.0.len()) % 4 {
            0 => plain,
            1 => plain.mixed(Colour::rgb(0), 0.45),
            2 => plain.mixed(Colour::rgb(0xb0_b0_b0), 0.55),
            _ => plain.mixed(Colour::rgb(0x40_40_40), 0.6),
        }
    }

    /// The first colour that is not in use yet.
    pub fn unused(self, used: impl IntoIterator<Item = Colour>) -> Colour {
        let used: HashSet<Colour> = used.into_iter().collect();
        let free = (0..=used.len()).map(|n| self.nth(n)).find(|colour| !used.contains(colour));
        free.unwrap_or_else(|| self.nth(used.len()))
    }
}

impl Colour {
    /// From `0xrrggbb`.
    pub const fn rgb(hex: u32) -> Self {
        Self { red: (hex >> 16) as u8, green: (hex >> 8) as u8, blue: hex as u8 }
    }

    /// The colour as it is drawn on `paper`: made darker or lighter until it stands out by 3 to 1, as
    /// WCAG 2.2 asks of graphics.
    pub fn standing_out_from(self, paper: Self) -> Self {
        let toward = if paper.luminance() > 0.5 { Self::rgb(0) } else { Self::rgb(0xff_ff_ff) };
        let mut drawn = self;
        for _ in 0..20 {
            if drawn.contrast(paper) >= 3.0 {
                break;
            }
            drawn = drawn.mixed(toward, 0.08);
        }
        drawn
    }

    /// The contrast with another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6).ok_or(())?;
        u32::from_str_radix(hex, 16).map(Self::rgb).map_err(|_| ())
    }
}

text_fields! { Colour => "a colour such as #0072b2" }

#[cfg(test)]
mod tests {
    use super::*;

    const PAPERS: [Colour; 2] = [Colour::rgb(0xff_ff_ff), Colour::rgb(0x1b_1c_1e)];

    #[test]
    fn thirty_two_codes_have_different_colours_on_both_papers() {
        for paper in PAPERS {
            let drawn: HashSet<Colour> =
                (0..32).map(|n| ColourSet::CODES.nth(n).standing_out_from(paper)).collect();
            assert_eq!(drawn.len(), 32);
        }
    }

    #[test]
    fn a_colour_that_was_given_up_is_used_again() {
        let set = ColourSet::CODES;
        assert_eq!(set.unused([]), set.nth(0));
        assert_eq!(set.unused([set.nth(0), set.nth(2)]), set.nth(1));
        assert_eq!(set.unused((0..8).map(|n| set.nth(n))), set.nth(8));
    }

    /// Red, green and blue of light as the eye sees it: usually, and without one kind of cones.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    /// The distance of two colours (CIE 1976), as an eye sees them.
    fn distance(a: Colour, b: Colour, eye: [[f64; 3]; 3]) -> f64 {
        let lab = |colour: Colour| {
            let light = [colour.red, colour.green, colour.blue].map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            let seen = eye.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0));
            let of = |row: [f64; 3], white: f64| {
                let part = row.iter().zip(seen).map(|(a, b)| a * b).sum::<f64>() / white;
                if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 }
            };
            let x = of([0.4124, 0.3576, 0.1805], 0.950_47);
            let y = of([0.2126, 0.7152, 0.0722], 1.0);
            let z = of([0.0193, 0.1192, 0.9505], 1.088_83);
            [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
        };
        lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn layers_are_told_apart_from_each_other_and_from_codes() {
        for paper in PAPERS {
            let drawn = |set: ColourSet| set.colours().map(|colour| colour.standing_out_from(paper));
            let (layers, codes) = (drawn(ColourSet::LAYERS), drawn(ColourSet::CODES));
            for (n, &a) in layers.iter().enumerate() {
                for &b in &layers[..n] {
                    for eye in EYES {
                        assert!(distance(a, b, eye) > 20.0, "{a} and {b} on {paper}");
                    }
                }
                for code in codes {
                    assert!(distance(a, code, EYES[0]) > 15.0, "{a} and the code's {code} on {paper}");
                }
            }
        }
    }
}
