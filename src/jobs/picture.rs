//! Pictures of the window, as PNG.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Writes `pixels` (red, green, blue, alpha, row by row) of a picture of `[width, height]` to `file`.
///
/// # Errors
/// A sentence that names the file.
pub fn write(file: &Path, [width, height]: [usize; 2], pixels: &[u8]) -> Result<(), String> {
    let write = || -> Result<(), Box<dyn std::error::Error>> {
        let out = BufWriter::new(File::create(file)?);
        let mut encoder = png::Encoder::new(out, u32::try_from(width)?, u32::try_from(height)?);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(pixels)?;
        Ok(())
    };
    write().map_err(|error| format!("The picture could not be written to {}: {error}.", file.display()))
}
