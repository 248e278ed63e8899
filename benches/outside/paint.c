/* The floor below the floor: what a terminal and the system cost. No library, no wrapping, no allocation: the alternate screen, the file's
 * first bytes painted once, then one changed line a key. `q` ends it. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static char out[1 << 17], text[1 << 20];

int main(int argc, char **argv) {
    struct termios before, raw;
    struct winsize size;
    size_t n = 0, length = 0, at = 0;
    ssize_t got;
    int file = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    if (file < 0 || tcgetattr(0, &before) || ioctl(1, TIOCGWINSZ, &size) || size.ws_row < 3 || size.ws_row > 500 || size.ws_col > 200)
        return 1;
    raw = before;
    raw.c_iflag &= ~(ICRNL | IXON | BRKINT | INPCK | ISTRIP);
    raw.c_lflag &= ~(ECHO | ICANON | ISIG | IEXTEN);
    raw.c_oflag &= ~OPOST;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(0, TCSAFLUSH, &raw);
    while (length < sizeof text && (got = read(file, text + length, sizeof text - length)) > 0) length += got;
    close(file);
    n += sprintf(out + n, "\033[?1049h\033[?25l");
    for (int row = 1; row <= size.ws_row; row++) {
        n += sprintf(out + n, "\033[%d;1H", row);
        for (int column = 0; column < size.ws_col; column++) {
            char c = at < length ? text[at++] : ' ';
            out[n++] = c < ' ' ? ' ' : c;
        }
    }
    if (write(1, out, n) < 0) return 1;
    for (unsigned count = 1;; count++) {
        char key;
        if (read(0, &key, 1) != 1 || key == 'q') break;
        n = sprintf(out, "\033[%d;1H%-40u", (int)(count % (size.ws_row - 1)) + 2, count);
        if (write(1, out, n) < 0) break;
    }
    if (write(1, "\033[?25h\033[?1049l", 14) < 0) return 1;
    tcsetattr(0, TCSAFLUSH, &before);
    return 0;
}
