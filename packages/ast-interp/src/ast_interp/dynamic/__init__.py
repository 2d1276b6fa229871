"""Guest code that is made at run time, and guest code that looks at itself: `exec`, `locals`, `sys._getframe`."""
