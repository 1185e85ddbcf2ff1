"""How closely one facial performance matches another: tracks of emotions, aligned and scored."""
