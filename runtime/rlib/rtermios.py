"""Terminals: tcgetattr() and the other functions of termios.h. They raise OSError."""
from rpython.rlib import rposix
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['termios.h', 'sys/ioctl.h'])

CONSTANT_NAMES = (
    # speeds
    'B0 B50 B75 B110 B134 B150 B200 B300 B600 B1200 B1800 B2400 B4800 B9600 B19200 B38400 B57600 '
    'B115200 B230400 B460800 B500000 B576000 B921600 B1000000 B1152000 B1500000 B2000000 '
    'B2500000 B3000000 B3500000 B4000000 EXTA EXTB '
    # input, output, control and local modes
    'BRKINT ICRNL IGNBRK IGNCR IGNPAR IMAXBEL INLCR INPCK ISTRIP IUCLC IXANY IXOFF IXON PARMRK '
    'BSDLY BS0 BS1 CRDLY CR0 CR1 CR2 CR3 FFDLY FF0 FF1 NLDLY NL0 NL1 OCRNL OFDEL OFILL OLCUC '
    'ONLCR ONLRET ONOCR OPOST TABDLY TAB0 TAB1 TAB2 TAB3 VTDLY VT0 VT1 XTABS '
    'CBAUD CBAUDEX CIBAUD CLOCAL CREAD CRTSCTS CSIZE CS5 CS6 CS7 CS8 CSTOPB HUPCL PARENB PARODD '
    'ECHO ECHOCTL ECHOE ECHOK ECHOKE ECHONL ECHOPRT FLUSHO ICANON IEXTEN ISIG NOFLSH PENDIN '
    'TOSTOP XCASE '
    # special characters
    'NCCS VDISCARD VEOF VEOL VEOL2 VERASE VINTR VKILL VLNEXT VMIN VQUIT VREPRINT VSTART VSTOP '
    'VSUSP VSWTC VTIME VWERASE '
    # actions
    'TCIFLUSH TCIOFF TCIOFLUSH TCION TCOFLUSH TCOOFF TCOON TCSADRAIN TCSAFLUSH TCSANOW '
    # requests of ioctl()
    'FIOASYNC FIOCLEX FIONBIO FIONCLEX FIONREAD TCFLSH TCGETA TCGETS TCSBRK TCSBRKP TCSETA '
    'TCSETAF TCSETAW TCSETS TCSETSF TCSETSW TCXONC TIOCCONS TIOCEXCL TIOCGETD TIOCGICOUNT '
    'TIOCGLCKTRMIOS TIOCGPGRP TIOCGSERIAL TIOCGSOFTCAR TIOCGWINSZ TIOCINQ TIOCLINUX TIOCMBIC '
    'TIOCMBIS TIOCMGET TIOCMIWAIT TIOCMSET TIOCM_CAR TIOCM_CD TIOCM_CTS TIOCM_DSR TIOCM_DTR '
    'TIOCM_LE TIOCM_RI TIOCM_RNG TIOCM_RTS TIOCM_SR TIOCM_ST TIOCNOTTY TIOCNXCL TIOCOUTQ '
    'TIOCPKT TIOCPKT_DATA TIOCPKT_DOSTOP TIOCPKT_FLUSHREAD TIOCPKT_FLUSHWRITE TIOCPKT_NOSTOP '
    'TIOCPKT_START TIOCPKT_STOP TIOCSCTTY TIOCSERCONFIG TIOCSERGETLSR TIOCSERGETMULTI '
    'TIOCSERSETMULTI TIOCSETD TIOCSLCKTRMIOS TIOCSPGRP TIOCSSERIAL TIOCSSOFTCAR TIOCSTI '
    'TIOCSWINSZ').split()


class _Config:
    _compilation_info_ = eci
    termios = rffi_platform.Struct('struct termios', [
        ('c_iflag', rffi.UINT), ('c_oflag', rffi.UINT), ('c_cflag', rffi.UINT),
        ('c_lflag', rffi.UINT), ('c_line', rffi.UCHAR),
        ('c_cc', lltype.FixedSizeArray(rffi.UCHAR, 1))])

for _name in CONSTANT_NAMES:
    setattr(_Config, _name, rffi_platform.DefinedConstantInteger(_name))

_config = rffi_platform.configure(_Config)
TERMIOS = _config['termios']
_TERMIOS_P = lltype.Ptr(TERMIOS)

# Name and value of every constant that the system has.
all_constants = {}
for _name in CONSTANT_NAMES:
    if _config[_name] is not None:
        all_constants[_name] = _config[_name]
        globals()[_name] = _config[_name]

_SPEED = rffi.UINT


def _external(name, args, result):
    return rffi.llexternal(name, args, result, compilation_info=eci,
                           save_err=rffi.RFFI_SAVE_ERRNO)

_c_tcgetattr = _external('tcgetattr', [rffi.INT, _TERMIOS_P], rffi.INT)
_c_tcsetattr = _external('tcsetattr', [rffi.INT, rffi.INT, _TERMIOS_P], rffi.INT)
_c_cfgetispeed = _external('cfgetispeed', [_TERMIOS_P], _SPEED)
_c_cfgetospeed = _external('cfgetospeed', [_TERMIOS_P], _SPEED)
_c_cfsetispeed = _external('cfsetispeed', [_TERMIOS_P, _SPEED], rffi.INT)
_c_cfsetospeed = _external('cfsetospeed', [_TERMIOS_P, _SPEED], rffi.INT)
_c_tcsendbreak = _external('tcsendbreak', [rffi.INT, rffi.INT], rffi.INT)
_c_tcdrain = _external('tcdrain', [rffi.INT], rffi.INT)
_c_tcflush = _external('tcflush', [rffi.INT, rffi.INT], rffi.INT)
_c_tcflow = _external('tcflow', [rffi.INT, rffi.INT], rffi.INT)


def _int(n):
    return rffi.cast(rffi.INT, n)


def _check(result, what):
    if rffi.cast(lltype.Signed, result) < 0:
        raise OSError(rposix.get_saved_errno(), what + ' failed')


def tcgetattr(fd):
    """(iflag, oflag, cflag, lflag, ispeed, ospeed, [character, ...])"""
    with lltype.scoped_alloc(TERMIOS) as state:
        _check(_c_tcgetattr(_int(fd), state), 'tcgetattr')
        characters = [chr(rffi.cast(lltype.Signed, state.c_c_cc[i])) for i in range(NCCS)]
        return (rffi.cast(lltype.Signed, state.c_c_iflag),
                rffi.cast(lltype.Signed, state.c_c_oflag),
                rffi.cast(lltype.Signed, state.c_c_cflag),
                rffi.cast(lltype.Signed, state.c_c_lflag),
                rffi.cast(lltype.Signed, _c_cfgetispeed(state)),
                rffi.cast(lltype.Signed, _c_cfgetospeed(state)),
                characters)


def tcsetattr(fd, when, attributes):
    """Sets what tcgetattr() gave."""
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = attributes
    with lltype.scoped_alloc(TERMIOS) as state:
        _check(_c_tcgetattr(_int(fd), state), 'tcsetattr')
        state.c_c_iflag = rffi.cast(rffi.UINT, iflag)
        state.c_c_oflag = rffi.cast(rffi.UINT, oflag)
        state.c_c_cflag = rffi.cast(rffi.UINT, cflag)
        state.c_c_lflag = rffi.cast(rffi.UINT, lflag)
        for i in range(NCCS):
            state.c_c_cc[i] = rffi.cast(rffi.UCHAR, ord(characters[i][0]))
        _check(_c_cfsetispeed(state, rffi.cast(_SPEED, ispeed)), 'tcsetattr')
        _check(_c_cfsetospeed(state, rffi.cast(_SPEED, ospeed)), 'tcsetattr')
        _check(_c_tcsetattr(_int(fd), _int(when), state), 'tcsetattr')


def tcsendbreak(fd, duration):
    _check(_c_tcsendbreak(_int(fd), _int(duration)), 'tcsendbreak')


def tcdrain(fd):
    _check(_c_tcdrain(_int(fd)), 'tcdrain')


def tcflush(fd, queue_selector):
    _check(_c_tcflush(_int(fd), _int(queue_selector)), 'tcflush')


def tcflow(fd, action):
    _check(_c_tcflow(_int(fd), _int(action)), 'tcflow')
