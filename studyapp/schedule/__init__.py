"""When a card returns: SM-2, the rule of the day, study days. Pure: values in, values out."""
