"""Every reader on a small set that is written here in its exact layout."""

import json
import math
import os
import unicodedata

import cv2
import numpy as np
import pytest

from training.data import READERS, labels
from training.data.dataset import read_picture
from training.data.ferplus import label_distribution
from training.faces import DataError

FERPLUS_HEAD = (
    "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n"
)
AFFECTNET_HEAD = (
    "subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,"
    "expression,valence,arousal\n"
)
UPLOADER = "cdf2646e1aa44d50b273709ec147ed3e8284e967c1808dc6dbb01d47d168e1cd"


def picture(path, value=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, np.full((48, 48), value, np.uint8))[1].tobytes())


def text(path, content, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding))


def described(data):
    """What the tests look at: (name, leading label, part, person, video) of each sample."""
    return [
        (one.name, data.classes[one.votes.argmax()], one.part, one.person, one.video)
        for one in data.samples
    ]


def test_ferplus(tmp_path):
    rows = [
        "Training,fer0000000.png,2,0,0,0,8,0,0,0,0,0",
        "PublicTest,fer0000001.png,0,0,0,0,1,0,0,6,3,0",
        "PrivateTest,fer0000002.png,5,5,0,0,0,0,0,0,0,0",
        "PrivateTest,fer0000003.png,3,0,0,0,0,0,0,0,7,0",
        "Training,,0,0,0,0,0,0,0,0,0,10",
    ]
    text(tmp_path / "fer2013new.csv", FERPLUS_HEAD + "\n".join(rows))
    picture(tmp_path / "data/FER2013Train/fer0000000.png", 40)
    data = READERS["ferplus"](tmp_path)
    assert described(data) == [
        ("FER2013Train/fer0000000.png", "anger", "train", None, None),
        ("FER2013Valid/fer0000001.png", "contempt", "valid", None, None),
    ]
    assert data.samples[0].votes.tolist() == [0.2, 0, 0, 0, 0.8, 0, 0, 0]
    assert read_picture(data.samples[0])[0, 0] == 40
    assert read_picture(data.samples[1]) is None
    assert dict(data.left_out) == {
        "FER2013Test/fer0000002.png": "no label has the most votes",
        "FER2013Test/fer0000003.png": "most annotators did not know",
        "line 6": "the list names no picture",
    }


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"happiness": 10}, {"happiness": 1}),
        ({"happiness": 6, "surprise": 4}, {"happiness": 0.6, "surprise": 0.4}),
        ({"happiness": 9, "anger": 1}, {"happiness": 1}),
        ({"sadness": 6, "contempt": 4}, {"sadness": 0.6, "contempt": 0.4}),
        ({"sadness": 6, "unknown": 4}, {"sadness": 1}),
        ({"happiness": 5, "surprise": 5}, "no label has the most votes"),
        ({"unknown": 7, "neutral": 3}, "most annotators did not know"),
        ({"NF": 10}, "most annotators saw no face"),
        ({"anger": 1, "fear": 1}, "no label has the most votes"),
    ],
)
def test_ferplus_votes(counts, expected):
    found = label_distribution(counts)
    if isinstance(expected, str):
        assert found == expected
    else:
        named = dict(zip(labels.FERPLUS, found, strict=True))
        assert named == pytest.approx({name: expected.get(name, 0) for name in labels.FERPLUS})


def test_fer2013_folders(tmp_path):
    picture(tmp_path / "train/angry/Training_1.jpg")
    picture(tmp_path / "test/happy/PublicTest_2.jpg")
    picture(tmp_path / "validation/surprise/3.png")
    data = READERS["fer2013-folders"](tmp_path)
    assert described(data) == [
        ("test/happy/PublicTest_2.jpg", "happiness", "test", None, None),
        ("train/angry/Training_1.jpg", "anger", "train", None, None),
        ("validation/surprise/3.png", "surprise", "valid", None, None),
    ]
    picture(tmp_path / "train/bored/4.png")
    with pytest.raises(DataError, match="bored has no place"):
        READERS["fer2013-folders"](tmp_path)


def test_fer2013_csv(tmp_path):
    pixels = " ".join(str(number % 256) for number in range(48 * 48))
    rows = [f'0,"{pixels}",Training', f'5,"{pixels}",PublicTest', f"6,{pixels},PrivateTest"]
    text(tmp_path / "fer2013.csv", "emotion,pixels,Usage\n" + "\n".join(rows))
    data = READERS["fer2013-csv"](tmp_path)
    assert described(data) == [
        ("line 2", "anger", "train", None, None),
        ("line 3", "surprise", "valid", None, None),
        ("line 4", "neutral", "test", None, None),
    ]
    assert read_picture(data.samples[0])[1, :3].tolist() == [48, 49, 50]
    assert len(READERS["fer2013-csv"](tmp_path / "fer2013.csv").samples) == 3


@pytest.mark.parametrize(
    "row",
    ["7,{},Training", "-1,{},Training", "0,1 2 3,Training", "0,{},Sometimes", "0,{} 300,Test"],
)
def test_a_wrong_fer2013_row_is_named(tmp_path, row):
    good = " ".join(["0"] * 48 * 48)
    text(tmp_path / "fer2013.csv", f"emotion,pixels,Usage\n0,{good},Training\n{row.format(good)}\n")
    with pytest.raises(DataError, match=r"fer2013.csv, line 3"):
        READERS["fer2013-csv"](tmp_path)


def test_class_folders(tmp_path):
    picture(tmp_path / "Train/smile/day1/s012_v3_0001.png")
    picture(tmp_path / "frown/s007_v1_0001.JPG")
    text(tmp_path / "frown/notes.txt", "no picture")
    picture(tmp_path / "lost.png")
    data = READERS["folders"](tmp_path, person=r"(s\d+)_", video=r"s\d+_v\d+")
    assert data.classes == ("frown", "smile")
    assert described(data) == [
        ("Train/smile/day1/s012_v3_0001.png", "smile", "train", "s012", "s012_v3"),
        ("frown/s007_v1_0001.JPG", "frown", None, "s007", "s007_v1"),
    ]
    with pytest.raises(DataError, match="is not a regular expression"):
        READERS["folders"](tmp_path, person="(")


def test_affectnet(tmp_path):
    lists = tmp_path / "Manually_Annotated_file_lists"
    picture(tmp_path / "Manually_Annotated_Images/689/a.jpg", 70)
    rows = [
        "689/a.jpg,134,134,899,899,1;2,1,0.785714,-0.055556",
        "392/b.jpg,20,30,50,60,1;2,7,-2,-2",
        "1/c.jpg,NULL,NULL,NULL,NULL,,10,-2,-2",
    ]
    text(lists / "training.csv", AFFECTNET_HEAD + "\n".join(rows))
    text(lists / "validation.csv", AFFECTNET_HEAD + "2/d.jpg,1,2,3,4,,0,0,0")
    data = READERS["affectnet"](tmp_path)
    assert described(data) == [
        ("689/a.jpg", "happiness", "train", None, None),
        ("392/b.jpg", "contempt", "train", None, None),
        ("2/d.jpg", "neutral", "valid", None, None),
    ]
    first, second, _ = data.samples
    assert (first.valence, first.arousal) == (0.785714, -0.055556)
    assert first.box == (134, 134, 899, 899)
    assert read_picture(first)[0, 0] == pytest.approx(70, abs=2)
    assert math.isnan(second.valence)
    assert data.left_out == [("1/c.jpg", "expression: no face")]


def test_affectnet_without_boxes_in_one_folder(tmp_path):
    text(
        tmp_path / "training.csv",
        "subDirectory_filePath,expression,valence,arousal\na.jpg,6,-1,1\n",
    )
    data = READERS["affectnet"](tmp_path)
    assert described(data) == [("a.jpg", "anger", "train", None, None)]
    assert data.samples[0].box is None
    assert data.samples[0].path == tmp_path / "a.jpg"


@pytest.mark.parametrize("row", ["a.jpg,11,0,0", "a.jpg,1,3,0", "a.jpg,happy,0,0", "a.jpg,1,0"])
def test_a_wrong_affectnet_row_is_named(tmp_path, row):
    text(tmp_path / "training.csv", f"subDirectory_filePath,expression,valence,arousal\n{row}\n")
    with pytest.raises(DataError, match=r"training.csv, line 2"):
        READERS["affectnet"](tmp_path)


@pytest.mark.parametrize(
    ("folder", "file"), [("original", "test_0002.jpg"), ("aligned", "test_0002_aligned.jpg")]
)
def test_rafdb(tmp_path, folder, file):
    text(
        tmp_path / "basic/EmoLabel/list_patition_label.txt",
        "train_00001.jpg 5\ntest_0002.jpg 1\n",
    )
    picture(tmp_path / "basic/Image" / folder / file)
    for root in (tmp_path, tmp_path / "basic"):
        data = READERS["rafdb"](root)
        assert described(data) == [
            ("train_00001.jpg", "sadness", "train", None, None),
            ("test_0002.jpg", "surprise", "test", None, None),
        ]
        assert read_picture(data.samples[1]) is not None


@pytest.mark.parametrize("line", ["train_00001.jpg 8", "train_00001.jpg 0", "photo.jpg 1", "x"])
def test_a_wrong_rafdb_line_is_named(tmp_path, line):
    text(tmp_path / "EmoLabel/list_patition_label.txt", f"train_00001.jpg 5\n{line}\n")
    (tmp_path / "Image/original").mkdir(parents=True)
    with pytest.raises(DataError, match=r"line 2: .* from 1 to 7"):
        READERS["rafdb"](tmp_path)


def test_ckplus(tmp_path):
    for frame in range(1, 8):
        picture(tmp_path / f"cohn-kanade-images/S005/001/S005_001_{frame:08d}.png")
        picture(tmp_path / f"cohn-kanade-images/S010/002/S010_002_{frame:08d}.png")
    text(tmp_path / "Emotion/S005/001/S005_001_00000007_emotion.txt", "   3.0000000e+00\n")
    (tmp_path / "Emotion/S010/002").mkdir(parents=True)
    data = READERS["ckplus"](tmp_path)
    assert described(data) == [
        ("S005/001/S005_001_00000001.png", "neutral", None, "S005", "S005_001"),
        ("S005/001/S005_001_00000005.png", "disgust", None, "S005", "S005_001"),
        ("S005/001/S005_001_00000006.png", "disgust", None, "S005", "S005_001"),
        ("S005/001/S005_001_00000007.png", "disgust", None, "S005", "S005_001"),
    ]
    assert data.left_out == [("S010_002", "the sequence has no emotion label")]
    text(tmp_path / "Emotion/S010/002/S010_002_00000007_emotion.txt", "9\n")
    with pytest.raises(DataError, match="code from 0 to 7"):
        READERS["ckplus"](tmp_path)


def annotated(word, left=10):
    return {"boxes": {"minX": left, "minY": 20, "maxX": left + 100, "maxY": 140}, "faceExp": word}


def entry(name, *words):
    given = {
        f"annot_{letter}": annotated(word, 10 * n)
        for n, (letter, word) in enumerate(zip("ABC", words, strict=True))
    }
    return {"filename": name, "gender": "여", "age": 20, "faceExp_uploader": words[0], **given}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_aihub(tmp_path, encoding):
    name = f"{UPLOADER}_여_20_기쁨_공공시설&종교&의료시설_20201206201519-001-006.jpg"
    other, gone = name.replace("006", "007"), name.replace("006", "008")
    # Archives made on a Mac hold Korean file names in decomposed letters.
    folder = tmp_path / "01.데이터/Training"
    picture(folder / "[원천]EMOIMG_기쁨_TRAIN_01" / unicodedata.normalize("NFD", name), 90)
    picture(folder / "[원천]EMOIMG_기쁨_TRAIN_01" / other)
    listed = [
        entry(name, "기쁨", "기쁨", "당황"),
        entry(other, "기쁨", "상처", "당황"),
        entry(gone, "기쁨", "기쁨", "기쁨"),
        entry("x.jpg", "알수없음", "알수없음", "알수없음"),
    ]
    path = folder / "[라벨]EMOIMG_기쁨_TRAIN/img_emotion_training_data(기쁨).json"
    text(path, json.dumps(listed, ensure_ascii=False), encoding)
    data = READERS["aihub"](tmp_path)
    assert described(data) == [(name, "joy", "train", UPLOADER, None)]
    found = data.samples[0]
    assert found.votes.tolist() == pytest.approx([2 / 3, 1 / 3, 0, 0, 0, 0, 0])
    assert found.box == (10, 20, 100, 120)
    assert read_picture(found)[0, 0] == pytest.approx(90, abs=2)
    assert dict(data.left_out) == {
        other: "the annotators do not agree",
        gone: "its picture is not there",
        "x.jpg": "no annotator names one of the seven expressions",
    }


def test_aihub_with_a_json_beside_each_picture(tmp_path):
    picture(tmp_path / "Validation/u1_남_30_중립_실내_1.jpg")
    listed = entry("u1_남_30_중립_실내_1.jpg", "중립", "중립", "중립")
    text(tmp_path / "Validation/u1_남_30_중립_실내_1.json", json.dumps(listed))
    assert described(READERS["aihub"](tmp_path)) == [
        ("u1_남_30_중립_실내_1.jpg", "neutral", "valid", "u1", None)
    ]
    text(tmp_path / "Validation/other.json", '{"version": 3}')
    with pytest.raises(DataError, match="without a filename"):
        READERS["aihub"](tmp_path)


@pytest.mark.skipif("REON_FERPLUS" not in os.environ, reason="REON_FERPLUS names no FER+")
def test_the_real_ferplus_has_the_published_number_of_faces():
    data = READERS["ferplus"](os.environ["REON_FERPLUS"])
    assert len(data.samples) + len(data.left_out) == 35887
    seven = labels.map_dataset(data, "fer", ("contempt",))
    parts = [sample.part for sample in seven.samples]
    assert [parts.count(part) for part in ("train", "valid", "test")] == [26778, 3372, 3350]
    assert read_picture(seven.samples[-1]).shape == (48, 48)


@pytest.mark.parametrize("name", READERS)
def test_an_empty_folder_is_refused_in_words(tmp_path, name):
    with pytest.raises(DataError, match=r"missing|no usable|holds no"):
        READERS[name](tmp_path)
