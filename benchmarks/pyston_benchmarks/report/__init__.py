"""The report: one HTML page that needs nothing but itself. Figures → plots (SVG) → page."""
