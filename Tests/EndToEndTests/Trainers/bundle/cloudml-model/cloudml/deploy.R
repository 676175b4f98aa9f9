# Stands for the script that R would run; its presence is how a bundle is told.
