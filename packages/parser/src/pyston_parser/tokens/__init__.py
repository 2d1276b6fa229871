"""Source to tokens: `decode` (bytes to text), `tokenizer` (text to tokens), `stream` (what comes out), `kinds`."""
